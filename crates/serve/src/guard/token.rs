//! The token that requests must carry, where one is wanted.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// A token's digest: compared in a time that tells nothing of where two differ.
#[derive(Clone)]
pub struct Token([u8; 32]);

impl Token {
    /// Of a secret.
    pub fn of(secret: &str) -> Token {
        Token(Sha256::digest(secret.as_bytes()).into())
    }

    /// Whether an `Authorization` header carries it.
    pub fn is_in(&self, header: Option<&str>) -> bool {
        let Some((scheme, told)) = header.and_then(|header| header.split_once(' ')) else { return false };
        let told: [u8; 32] = Sha256::digest(told.trim().as_bytes()).into();
        scheme.eq_ignore_ascii_case("bearer") & bool::from(self.0.ct_eq(&told))
    }
}

#[cfg(test)]
mod tests {
    use super::Token;

    #[test]
    fn only_the_token_is_let_in() {
        let token = Token::of("s3cret");
        assert!(token.is_in(Some("Bearer s3cret")));
        assert!(token.is_in(Some("bearer s3cret")));
        for other in
            [None, Some(""), Some("s3cret"), Some("Bearer"), Some("Bearer s3cre"), Some("Basic s3cret")]
        {
            assert!(!token.is_in(other), "{other:?}");
        }
    }
}
