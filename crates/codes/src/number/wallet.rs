// SPDX-License-Identifier: Apache-2.0
//! Addresses of crypto-asset wallets.

use super::Checked;
use super::sha256::sha256;

/// The family of chains an address belongs to, as far as its form shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WalletKind {
    /// Bitcoin, and the forks that kept its addresses.
    Bitcoin,
    /// Bitcoin Cash in its own notation.
    BitcoinCash,
    /// Ethereum and the chains that share its addresses (BSC, Polygon, Arbitrum, USDT and USDC on
    /// them).
    Ethereum,
    /// Tron, and USDT on it.
    Tron,
    /// Litecoin.
    Litecoin,
    /// Dogecoin.
    Dogecoin,
    /// Dash.
    Dash,
    /// Zcash, transparent addresses.
    Zcash,
    /// XRP Ledger.
    Xrp,
    /// Monero.
    Monero,
    /// Solana.
    Solana,
}

impl WalletKind {
    /// The chain's name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Bitcoin => "Bitcoin",
            Self::BitcoinCash => "Bitcoin Cash",
            Self::Ethereum => "Ethereum",
            Self::Tron => "Tron",
            Self::Litecoin => "Litecoin",
            Self::Dogecoin => "Dogecoin",
            Self::Dash => "Dash",
            Self::Zcash => "Zcash",
            Self::Xrp => "XRP",
            Self::Monero => "Monero",
            Self::Solana => "Solana",
        }
    }
}

const BITCOIN58: &str = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const RIPPLE58: &str = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";
const BECH32: &str = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/// The address and the family its form shows; `None` when it has the form of none.
///
/// Base-58 and bech32 checksums are computed. Of Ethereum the form alone is checked (its mixed-case
/// checksum is optional), as of Monero and Solana.
#[must_use]
pub fn wallet(text: &str) -> Option<(WalletKind, Checked)> {
    let text = text.trim();
    if text.len() > 128 || !text.is_ascii() {
        return None;
    }
    hexadecimal(text).or_else(|| segwit(text)).or_else(|| cash(text)).or_else(|| base58(text))
}

fn hexadecimal(text: &str) -> Option<(WalletKind, Checked)> {
    let body = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"))?;
    if body.len() != 40 || !body.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let canonical = format!("0x{}", body.to_ascii_lowercase());
    Some((WalletKind::Ethereum, Checked { canonical, valid: true }))
}

/// Bech32 (BIP 173) and bech32m (BIP 350).
fn segwit(text: &str) -> Option<(WalletKind, Checked)> {
    let lower = text.to_ascii_lowercase();
    let (prefix, body) = lower.split_once('1')?;
    let kind = match prefix {
        "bc" => WalletKind::Bitcoin,
        "ltc" => WalletKind::Litecoin,
        _ => return None,
    };
    if !(11..=80).contains(&body.len()) {
        return None;
    }
    let mut values: Vec<u32> = prefix.bytes().map(|b| u32::from(b >> 5)).collect();
    values.push(0);
    values.extend(prefix.bytes().map(|b| u32::from(b & 31)));
    for c in body.chars() {
        values.push(u32::try_from(BECH32.find(c)?).ok()?);
    }
    let mut check = 1u32;
    for value in values {
        let top = check >> 25;
        check = (check & 0x01ff_ffff) << 5 ^ value;
        let generator = [0x3b6a_57b2u32, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
        for (bit, word) in generator.iter().enumerate() {
            if top >> bit & 1 == 1 {
                check ^= word;
            }
        }
    }
    let wanted = if body.starts_with('q') { 1 } else { 0x2bc8_30a3 };
    let one_case = text == lower || text == text.to_ascii_uppercase();
    Some((kind, Checked { canonical: lower, valid: one_case && check == wanted }))
}

/// Bitcoin Cash: forty-two letters after an optional prefix; the form alone is checked.
fn cash(text: &str) -> Option<(WalletKind, Checked)> {
    let lower = text.to_ascii_lowercase();
    let body = lower.strip_prefix("bitcoincash:").unwrap_or(&lower);
    if body.len() != 42
        || !body.starts_with(['q', 'p'])
        || !body.chars().all(|c| BECH32.contains(c))
    {
        return None;
    }
    Some((WalletKind::BitcoinCash, Checked { canonical: body.to_owned(), valid: true }))
}

fn base58(text: &str) -> Option<(WalletKind, Checked)> {
    let checked = |kind, valid| Some((kind, Checked { canonical: text.to_owned(), valid }));
    if !text.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    if (text.len() == 95 || text.len() == 106) && text.starts_with(['4', '8']) {
        return checked(WalletKind::Monero, text.chars().all(|c| BITCOIN58.contains(c)));
    }
    if (25..=35).contains(&text.len()) {
        let kind = match text.chars().next()? {
            '1' | '3' | 'G' => WalletKind::Bitcoin,
            'T' => WalletKind::Tron,
            'L' | 'M' => WalletKind::Litecoin,
            'D' | 'A' => WalletKind::Dogecoin,
            'X' => WalletKind::Dash,
            't' => WalletKind::Zcash,
            'r' => WalletKind::Xrp,
            _ => return None,
        };
        let alphabet = if kind == WalletKind::Xrp { RIPPLE58 } else { BITCOIN58 };
        return checked(kind, checksum58(text, alphabet).unwrap_or(false));
    }
    if (43..=44).contains(&text.len()) && text.chars().all(|c| BITCOIN58.contains(c)) {
        return checked(WalletKind::Solana, true);
    }
    None
}

/// Whether the last four bytes are the start of the double SHA-256 of the rest.
fn checksum58(text: &str, alphabet: &str) -> Option<bool> {
    let mut bytes: Vec<u8> = Vec::with_capacity(32);
    for c in text.chars() {
        let mut carry = u32::try_from(alphabet.find(c)?).ok()?;
        for byte in &mut bytes {
            carry += u32::from(*byte) * 58;
            *byte = u8::try_from(carry & 0xff).ok()?;
            carry >>= 8;
        }
        while carry > 0 {
            bytes.push(u8::try_from(carry & 0xff).ok()?);
            carry >>= 8;
        }
    }
    let zero = alphabet.chars().next()?;
    bytes.extend(text.chars().take_while(|c| *c == zero).map(|_| 0));
    bytes.reverse();
    let (body, check) = bytes.split_at_checked(bytes.len().checked_sub(4)?)?;
    Some(sha256(&sha256(body)).get(..4) == Some(check))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_and_checksums() {
        for (text, kind) in [
            ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", WalletKind::Bitcoin),
            ("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", WalletKind::Bitcoin),
            ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", WalletKind::Bitcoin),
            ("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", WalletKind::Bitcoin),
            ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", WalletKind::Bitcoin),
            ("0x52908400098527886E0F7030069857D2E4169EE7", WalletKind::Ethereum),
            ("rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", WalletKind::Xrp),
        ] {
            let (found, checked) = wallet(text).unwrap();
            assert_eq!(found, kind, "{text}");
            assert!(checked.valid, "{text}");
        }
    }

    #[test]
    fn a_mistyped_address_is_kept_and_said() {
        for text in [
            "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5",
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8F3t4",
        ] {
            assert!(!wallet(text).unwrap().1.valid, "{text}");
        }
        assert_eq!(wallet("hello"), None);
        assert_eq!(wallet("0x1234"), None);
    }
}
