// SPDX-License-Identifier: Apache-2.0
//! Addresses: taken apart, joined, and shown without their secrets.

/// The pieces of an absolute address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parts<'a> {
    pub(crate) scheme: &'a str,
    pub(crate) authority: &'a str,
    /// Path and query, with the leading slash if there is one.
    pub(crate) rest: &'a str,
}

/// Takes an `http` or `https` address apart; anything else is `None`.
pub(crate) fn split(url: &str) -> Option<Parts<'_>> {
    let (scheme, after) = url.split_once("://")?;
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return None;
    }
    let end = after.find(['/', '?', '#']).unwrap_or(after.len());
    let (authority, rest) = after.split_at_checked(end)?;
    if authority.is_empty() || authority.contains(char::is_whitespace) {
        return None;
    }
    let rest = rest.split_once('#').map_or(rest, |(before, _)| before);
    Some(Parts { scheme, authority, rest })
}

impl<'a> Parts<'a> {
    pub(crate) fn is_https(&self) -> bool {
        self.scheme.eq_ignore_ascii_case("https")
    }

    /// The host, without user, port and brackets.
    pub(crate) fn host(&self) -> &str {
        let host = self.authority.rsplit_once('@').map_or(self.authority, |(_, h)| h);
        if let Some(v6) = host.strip_prefix('[') {
            return v6.split_once(']').map_or(v6, |(h, _)| h);
        }
        host.split_once(':').map_or(host, |(h, _)| h)
    }

    /// Whether the address never leaves this machine.
    pub(crate) fn is_loopback(&self) -> bool {
        let host = self.host();
        host.eq_ignore_ascii_case("localhost")
            || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
    }

    /// Whether both are of one scheme, host and port.
    pub(crate) fn same_origin(&self, other: &Parts<'_>) -> bool {
        let authority = |p: &Parts<'_>| {
            p.authority.rsplit_once('@').map_or(p.authority, |(_, h)| h).to_ascii_lowercase()
        };
        self.scheme.eq_ignore_ascii_case(other.scheme) && authority(self) == authority(other)
    }

    fn path(&self) -> &'a str {
        self.rest.split_once('?').map_or(self.rest, |(path, _)| path)
    }
}

/// The address that `location` means when it stands at `base`.
pub(crate) fn join(base: &str, location: &str) -> Option<String> {
    let location = location.trim();
    if let Some(parts) = split(location) {
        let Parts { scheme, authority, rest } = parts;
        return Some(format!("{scheme}://{authority}{rest}"));
    }
    let at = split(base)?;
    let Parts { scheme, authority, .. } = at;
    if let Some(rest) = location.strip_prefix("//") {
        return join(base, &format!("{scheme}://{rest}"));
    }
    let location = location.split_once('#').map_or(location, |(before, _)| before);
    // A scheme other than http(s) is no address for us.
    let head = location.find(['/', '?']).unwrap_or(location.len());
    if location.get(..head).is_some_and(|h| h.contains(':')) {
        return None;
    }
    if location.starts_with('/') {
        let (path, query) = cut_query(location);
        return Some(format!("{scheme}://{authority}{}{query}", normal(path)));
    }
    if location.starts_with('?') {
        return Some(format!("{scheme}://{authority}{}{location}", at.path()));
    }
    let folder = at.path().rsplit_once('/').map_or("", |(folder, _)| folder);
    let (path, query) = cut_query(location);
    Some(format!("{scheme}://{authority}{}{query}", normal(&format!("{folder}/{path}"))))
}

fn cut_query(location: &str) -> (&str, &str) {
    location
        .split_at_checked(location.find('?').unwrap_or(location.len()))
        .unwrap_or((location, ""))
}

/// Resolves `.` and `..` in an absolute path.
fn normal(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut folder = false;
    for piece in path.split('/').skip(1) {
        folder = matches!(piece, "." | "..");
        match piece {
            "." => {}
            ".." => {
                kept.pop();
            }
            piece => kept.push(piece),
        }
    }
    let end = if folder && !kept.is_empty() { "/" } else { "" };
    format!("/{}{end}", kept.join("/"))
}

/// The last piece of the path of an address.
pub(crate) fn file_name(url: &str) -> Option<&str> {
    split(url)?.path().rsplit('/').next().filter(|name| !name.is_empty())
}

/// The address as it may be shown: user names and the values of parameters that look like secrets
/// are replaced by "hidden".
pub(crate) fn shown(url: &str) -> String {
    let Some(Parts { scheme, authority, rest }) = split(url) else {
        return url.to_owned();
    };
    let authority = match authority.rsplit_once('@') {
        Some((_, host)) => format!("hidden@{host}"),
        None => authority.to_owned(),
    };
    let Some((path, query)) = rest.split_once('?') else {
        return format!("{scheme}://{authority}{rest}");
    };
    let pairs: Vec<String> = query
        .split('&')
        .map(|pair| match pair.split_once('=') {
            // A value that is itself the name of a variable ("$EU_FSF_TOKEN") hides nothing.
            Some((name, value)) if is_secret(name) && !value.starts_with('$') => {
                format!("{name}=hidden")
            }
            _ => pair.to_owned(),
        })
        .collect();
    format!("{scheme}://{authority}{path}?{}", pairs.join("&"))
}

fn is_secret(parameter: &str) -> bool {
    let name = parameter.to_ascii_lowercase();
    ["token", "key", "secret", "sig", "pass", "credential", "auth"].iter().any(|w| name.contains(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_joined_as_a_browser_would() {
        let base = "https://a.example/x/y/list.html?z=1#top";
        for (location, want) in [
            ("https://b.example/q", "https://b.example/q"),
            ("//b.example/q#frag", "https://b.example/q"),
            ("/q?r=../s", "https://a.example/q?r=../s"),
            ("./file.xlsx", "https://a.example/x/y/file.xlsx"),
            ("../file.xlsx", "https://a.example/x/file.xlsx"),
            ("../../../../f", "https://a.example/f"),
            ("f?u=http://c/", "https://a.example/x/y/f?u=http://c/"),
            ("?p=2", "https://a.example/x/y/list.html?p=2"),
        ] {
            assert_eq!(join(base, location).as_deref(), Some(want), "{location}");
        }
        assert_eq!(join(base, "ftp://b.example/"), None);
        assert_eq!(join(base, "javascript:void(0)"), None);
        assert_eq!(join("nonsense", "x"), None);
        assert_eq!(join("https://a.example", "x").as_deref(), Some("https://a.example/x"));
    }

    #[test]
    fn secrets_are_hidden() {
        assert_eq!(
            shown("https://u:p@a.example/f?token=abc&x=1&X-Amz-Signature=99"),
            "https://hidden@a.example/f?token=hidden&x=1&X-Amz-Signature=hidden"
        );
        assert_eq!(shown("https://a.example/f?token=$T"), "https://a.example/f?token=$T");
    }

    #[test]
    fn hosts_and_origins() {
        let p = |u| split(u).unwrap();
        assert!(p("http://127.0.0.1:80/").is_loopback());
        assert!(p("http://[::1]:80/").is_loopback());
        assert!(p("http://LOCALHOST").is_loopback());
        assert!(!p("http://127.0.0.1.example/").is_loopback());
        assert!(p("https://A.example/x").same_origin(&p("HTTPS://a.example/y")));
        assert!(!p("https://a.example:444/x").same_origin(&p("https://a.example/y")));
        assert_eq!(split("https:///x"), None);
        assert_eq!(split("file:///etc/passwd"), None);
        assert_eq!(file_name("https://a.example/x/f.csv?q=/z"), Some("f.csv"));
    }
}
