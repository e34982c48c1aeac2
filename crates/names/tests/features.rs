// SPDX-License-Identifier: Apache-2.0
//! What analysing a name must bring out, one check per feature.

use interdict_names::{Class, Form, Role, Scheme, Slot, analyse, joined, likeness, nicknames};

fn slots(name: &str, class: Class) -> Vec<Slot> {
    analyse(name, class).slots
}

/// The main spellings of all slots.
fn mains(name: &str, class: Class) -> String {
    slots(name, class).iter().map(Slot::main).collect::<Vec<_>>().join(" ")
}

/// Whether every word of `latin` is an exact form of the slot at its place (an empty word, `_`,
/// stands for any).
#[track_caller]
fn spells(name: &str, class: Class, latin: &str) {
    let slots = slots(name, class);
    let words: Vec<&str> = latin.split(' ').collect();
    assert_eq!(slots.len(), words.len(), "{name}: {slots:#?}");
    for (slot, word) in slots.iter().zip(words) {
        assert!(
            word == "_" || slot.forms.iter().any(|form| form.text == word),
            "{name}: {word} not among {:?}",
            slot.forms
        );
    }
}

#[track_caller]
fn roles(name: &str, class: Class, expect: &[(&str, Role)]) {
    let found: Vec<(String, Role)> =
        slots(name, class).into_iter().map(|slot| (slot.printed, slot.role)).collect();
    let expect: Vec<(String, Role)> =
        expect.iter().map(|(printed, role)| ((*printed).to_owned(), *role)).collect();
    assert_eq!(found, expect, "{name}");
}

/// Whether some form of one slot equals a form of the other, key for key.
fn meet(a: &Slot, b: &Slot) -> bool {
    a.forms.iter().any(|x| b.forms.iter().any(|y| x.text == y.text))
}

#[test]
fn the_korean_names_of_the_articles() {
    for name in ["Kim Jong Un", "김정은", "Ким Чен Ын", "Kim Jong-un", "KIM JO'NG-U'N"] {
        spells(name, Class::Person, "kim jong un");
    }
    spells("金正恩", Class::Person, "kim jongun");
    spells("金正恩", Class::Person, "jin zhengen");
    let latin = slots("Kim Jong Un", Class::Person);
    let given = joined(&latin[1], &latin[2]).expect("two plain words join");
    assert_eq!(given, Form { text: "jongun".into(), scheme: Scheme::Joined });
    spells("Ким Ир Сен", Class::Person, "kim il song");
    spells("Ким Чен Ир", Class::Person, "kim jong il");
    spells("김일성", Class::Person, "kim il song");
    spells("리설주", Class::Person, "ri sol ju");
    spells("최룡해", Class::Person, "choe ryong hae");
    spells("최선희", Class::Person, "choe son hui");
}

#[test]
fn korean_spellings_in_hangul() {
    spells("박지성", Class::Person, "park ji sung");
    spells("이민호", Class::Person, "lee min ho");
    spells("이민호", Class::Person, "ri min ho");
    spells("정몽준", Class::Person, "chung mong joon");
    spells("남궁민", Class::Person, "namgung min");
    spells("김 정은", Class::Person, "kim jong un");
    // A foreign name in Hangul is no Korean name.
    assert_eq!(slots("조지 워싱턴", Class::Person).len(), 2);
}

#[test]
fn korean_spellings_in_latin_letters() {
    for (a, b) in
        [("Choi Son Hui", "CHOE SON HUI"), ("Lee Yong Ho", "Ri Yong Ho"), ("Park Chol", "Pak Chol")]
    {
        let (a, b) = (slots(a, Class::Person), slots(b, Class::Person));
        assert!(meet(&a[0], &b[0]), "{:?} {:?}", a[0].forms, b[0].forms);
    }
    // Jung and Jong meet, in either order of the names.
    let (a, b) = (slots("Jung Song Thaek", Class::Person), slots("Jong Song Thaek", Class::Person));
    assert!(meet(&a[0], &b[0]));
    spells("Chul-soo Kim", Class::Person, "chol su kim");
    // No Korean name, no Korean spellings.
    let lee = slots("Bruce Lee", Class::Person);
    assert!(lee[1].forms.iter().all(|form| form.scheme != Scheme::KoreanFamily));
}

#[test]
fn chinese_persons() {
    spells("习近平", Class::Person, "xi jinping");
    spells("習近平", Class::Person, "xi jinping");
    spells("李明", Class::Person, "li ming");
    spells("王伟", Class::Person, "wang wei");
    spells("陳大文", Class::Person, "chan _");
    spells("欧阳锋", Class::Person, "ouyang feng");
    spells("Си Цзиньпин", Class::Person, "xi jinping");
    spells("Дэн Сяопин", Class::Person, "deng xiaoping");
    // Traditional and simplified print the same name.
    let (a, b) = (slots("張偉", Class::Person), slots("张伟", Class::Person));
    assert!(a.iter().zip(&b).all(|(a, b)| meet(a, b)));
}

#[test]
fn japanese_persons() {
    spells("山田太郎", Class::Person, "yamada taro");
    spells("田中花子", Class::Person, "tanaka hanako");
    spells("たなか はなこ", Class::Person, "tanaka hanako");
    spells("ｷﾑ ｼﾞｮﾝｳﾝ", Class::Person, "kimu jonun");
}

#[test]
fn cyrillic() {
    spells("Владимир Путин", Class::Person, "vladimir putin");
    spells("Сергей Шойгу", Class::Person, "sergei shoigu");
    spells("Сергей Шойгу", Class::Person, "sergey shoygu");
    spells("Дмитрий Медведев", Class::Person, "dmitry medvedev");
    spells("Хрущёв", Class::Person, "khrushchev");
    spells("Володимир Зеленський", Class::Person, "volodymyr zelenskyi");
    spells("Аляксандр Лукашэнка", Class::Person, "alyaksandr lukashenka");
    spells("Олексій Резніков", Class::Person, "oleksii reznikov");
    spells("Новак Ђоковић", Class::Person, "novak djokovic");
}

#[test]
fn arabic_persian_and_hebrew() {
    spells("محمد علي", Class::Person, "mohammed ali");
    spells("أحمد حسن", Class::Person, "ahmed hassan");
    spells("عبد الله", Class::Person, "abdullah");
    spells("خالد محمود", Class::Person, "khaled mahmoud");
    spells("محمد بن سلمان", Class::Person, "mohammed bin salman");
    spells("امیرعلی حاجی‌زاده", Class::Person, "~mrl haji zadeh");
    spells("بشار الأسد", Class::Person, "bashar al asad");
    spells("משה", Class::Person, "moshe");
    spells("דוד", Class::Person, "david");
    // Vowels that the script leaves out: the skeletons meet.
    let (a, b) = (slots("Hekmatyar", Class::Person), slots("حکمتیار", Class::Person));
    assert!(meet(&a[0], &b[0]), "{:?} {:?}", a[0].forms, b[0].forms);
}

#[test]
fn further_scripts() {
    spells("Αλέξης Τσίπρας", Class::Person, "alexis tsipras");
    spells("Αλέξανδρος", Class::Person, "alexander");
    spells("Νικόλαος", Class::Person, "nikolaos");
    spells("नरेन्द्र मोदी", Class::Person, "narendra modi");
    spells("დავით", Class::Person, "davit");
    spells("Հայաստան", Class::Person, "hayastan");
    let (a, b) = (slots("Somchai", Class::Person), slots("สมชาย", Class::Person));
    assert!(meet(&a[0], &b[0]), "{:?} {:?}", a[0].forms, b[0].forms);
}

#[test]
fn a_native_form_is_kept() {
    for name in ["김정은", "Ким", "محمد", "משה", "Νικόλαος", "山田", "สมชาย"]
    {
        let slots = slots(name, Class::Person);
        assert!(
            slots.iter().all(|slot| slot.forms.iter().any(|form| form.scheme == Scheme::Native)),
            "{name}"
        );
    }
}

#[test]
fn legal_forms() {
    let same = [
        "Siemens Aktiengesellschaft | Siemens AG",
        "OOO Promtech | ООО Promtech",
        "Promtech LLC | Promtech, Limited Liability Company",
        "OAO Gazprom | Open Joint Stock Company Gazprom",
        "Bowne, L.L.C. | Bowne LLC",
        "Crystalord Limited | CRYSTALORD LTD",
        "Koryo Co., Ltd. | Koryo Company Limited",
        "Alfa d.o.o. | Alfa D.O.O.",
        "Alfa Sp. z o.o. | Alfa spółka z ograniczoną odpowiedzialnością",
        "Bowne A/S | Bowne AS",
        "Foo Pte. Ltd. | Foo PTE LTD",
        "Foo Sdn. Bhd. | Foo SDN BHD",
        "Foo S.p.A. | Foo SpA",
        "Foo K.K. | Foo 株式会社",
        "삼성주식회사 | 삼성 주식회사",
        "丹东有限公司 | 丹东 有限公司",
        "АО Рособоронэкспорт | Joint Stock Company Рособоронэкспорт",
    ];
    for pair in same {
        let (a, b) = pair.split_once(" | ").unwrap();
        let id = |name: &str| {
            slots(name, Class::Organisation)
                .iter()
                .find(|slot| slot.role == Role::LegalForm)
                .map(|slot| slot.main().to_owned())
        };
        assert!(
            id(a).is_some_and(|id| id.starts_with('=')),
            "{a}: {:?}",
            slots(a, Class::Organisation)
        );
        assert_eq!(id(a), id(b), "{pair}");
    }
    assert!(likeness("=gmbh", "=llc").is_some_and(|l| l.per_mille < 1000));
    assert_eq!(likeness("=gmbh", "=ag"), None);
    // A person has no legal form.
    roles("Sa Ag", Class::Person, &[("Sa", Role::Plain), ("Ag", Role::Plain)]);
    roles("SiemensAG", Class::Organisation, &[("Siemens", Role::Plain), ("AG", Role::LegalForm)]);
}

#[test]
fn common_words_in_many_languages_meet() {
    for (name, word) in [
        ("Foreign Trade Bank", "bank"),
        ("Внешторг банк", "bank"),
        ("朝鲜光鲜银行", "bank"),
        ("조선무역은행", "bank"),
        ("بنك سورية", "bank"),
        ("조선무역은행", "trading"),
        ("丹东贸易有限公司", "trading"),
    ] {
        let found = slots(name, Class::Organisation);
        assert!(
            found
                .iter()
                .any(|slot| slot.role == Role::Common && slot.forms.iter().any(|f| f.text == word)),
            "{name}: {found:#?}"
        );
    }
    roles(
        "朝鲜光鲜银行",
        Class::Organisation,
        &[("朝鲜", Role::Common), ("光鲜", Role::Plain), ("银行", Role::Common)],
    );
    assert_eq!(
        mains("Korea Kwangson Banking Corp", Class::Organisation),
        "korea kwangson banking corp"
    );
}

#[test]
fn titles_particles_initials_numbers() {
    roles(
        "Gen. Kim Yong Chol",
        Class::Person,
        &[("Gen", Role::Title), ("Kim", Role::Plain), ("Yong", Role::Plain), ("Chol", Role::Plain)],
    );
    roles(
        "Haji Bashir bin Ahmed al-Noorzai",
        Class::Person,
        &[
            ("Haji", Role::Title),
            ("Bashir", Role::Plain),
            ("bin", Role::Particle),
            ("Ahmed", Role::Plain),
            ("al", Role::Particle),
            ("Noorzai", Role::Plain),
        ],
    );
    roles(
        "J.R. Smith",
        Class::Person,
        &[("J", Role::Initial), ("R", Role::Initial), ("Smith", Role::Plain)],
    );
    roles("Stephen King", Class::Person, &[("Stephen", Role::Plain), ("King", Role::Plain)]);
    roles("AHMAD, Sheikh", Class::Person, &[("AHMAD", Role::Plain), ("Sheikh", Role::Title)]);
    roles("Haji", Class::Person, &[("Haji", Role::Plain)]);
    roles(
        "103 Armour Plant",
        Class::Organisation,
        &[("103", Role::Number), ("Armour", Role::Plain), ("Plant", Role::Common)],
    );
    spells("Fund II", Class::Organisation, "fund 2");
    spells("Brigade Forty-Four", Class::Organisation, "brigade 44");
    spells("144th Plant", Class::Organisation, "144 plant");
    roles(
        "MV Hao Fan 6",
        Class::Object,
        &[("MV", Role::Title), ("Hao", Role::Plain), ("Fan", Role::Plain), ("6", Role::Number)],
    );
    roles(
        "M/V Hao Fan",
        Class::Object,
        &[("M/V", Role::Title), ("Hao", Role::Plain), ("Fan", Role::Plain)],
    );
}

#[test]
fn look_alike_letters() {
    // The first name's "a" and the whole of the second word are Cyrillic.
    spells("Pаk Сор", Class::Person, "pak cop");
}

#[test]
fn nickname_groups() {
    assert!(nicknames("bill").iter().any(|key| nicknames("william").contains(key)));
    assert!(likeness("mohammed", "muhammad").is_some());
    assert!(likeness("aleksandr", "sasha").is_some());
    assert!(nicknames("zzz").is_empty());
}
