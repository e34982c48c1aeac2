// SPDX-License-Identifier: Apache-2.0
//! The columns of the Japanese sheets by their text.

use crate::jp::text;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Notice,
    Number,
    JapaneseName,
    EnglishName,
    /// Aliases, of whatever kind each says it is.
    Alias,
    FormerName,
    WeakAlias,
    Title,
    Position,
    BirthDate,
    BirthDateAndPlace,
    BirthPlace,
    Nationality,
    Passport,
    IdNumber,
    Address,
    UnListingDate,
    UnReference,
    Other,
    Reason,
    Phone,
    Fax,
    /// A header cell without text.
    Blank,
    Unknown,
}

/// The column of a header as printed.
pub(super) fn column(printed: &str) -> Column {
    let name = text::one_line(&text::plain(printed));
    match name.as_str() {
        "" => Column::Blank,
        "告示日付" => Column::Notice,
        "告示番号" => Column::Number,
        "日本語表記" => Column::JapaneseName,
        "英語表記" => Column::EnglishName,
        "別名・別称" | "別名" | "別称" | "別称・別名" | "別称・旧称" | "確定可能な別名" => {
            Column::Alias
        }
        "旧称" | "旧称・以前の呼称" | "以前の別名" | "過去の別名" => {
            Column::FormerName
        }
        "確定に十分でない別名" => Column::WeakAlias,
        "称号" => Column::Title,
        "役職" | "肩書" | "肩書等" => Column::Position,
        "生年月日" => Column::BirthDate,
        "生年月日・出生地" => Column::BirthDateAndPlace,
        "出生地" | "出生地・出身地" => Column::BirthPlace,
        "国籍" => Column::Nationality,
        "旅券番号" => Column::Passport,
        "ID番号" | "身分登録番号" | "身分証番号" => Column::IdNumber,
        "住所・所在地"
        | "住所"
        | "所在地"
        | "住所等"
        | "活動地域・住所"
        | "所在地・住所登録された事務所の住所" => Column::Address,
        "国連制裁員会による指定日" | "国連制裁委員会による指定日" | "リスト掲載日" => {
            Column::UnListingDate
        }
        "国連参照番号" => Column::UnReference,
        "その他の情報" | "詳細" => Column::Other,
        "指定の根拠" | "決議1483上の根拠" => Column::Reason,
        "電話" | "電話番号" => Column::Phone,
        "FAX" | "FAX番号" => Column::Fax,
        _ => Column::Unknown,
    }
}
