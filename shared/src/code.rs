//! Closed lists of choices: each choice has a code that stands in documents, JSON and catalogues.

/// Declares an enum whose variants have codes, in the order people are shown them.
///
/// Gives `ALL`, `code()`, `from_code()`, and serde by code.
#[macro_export]
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every choice, in the order people are shown them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code that stands in documents, JSON and catalogues.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The choice with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.code())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let code = <String as ::serde::Deserialize>::deserialize(d)?;
                Self::from_code(&code).ok_or_else(|| ::serde::de::Error::custom(
                    concat!("unknown ", stringify!($name)),
                ))
            }
        }

        impl<C> ::minicbor::Encode<C> for $name {
            fn encode<W: ::minicbor::encode::Write>(
                &self, e: &mut ::minicbor::Encoder<W>, _: &mut C,
            ) -> Result<(), ::minicbor::encode::Error<W::Error>> {
                e.u8(*self as u8)?.ok()
            }
        }

        impl<'b, C> ::minicbor::Decode<'b, C> for $name {
            fn decode(
                d: &mut ::minicbor::Decoder<'b>, _: &mut C,
            ) -> Result<Self, ::minicbor::decode::Error> {
                let index = d.u8()?;
                Self::ALL.get(usize::from(index)).copied().ok_or_else(|| {
                    ::minicbor::decode::Error::message(concat!("unknown ", stringify!($name)))
                })
            }
        }
    };
}
