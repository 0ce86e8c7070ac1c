//! The closed lists: every value that a coded field can take, with its name in JSON.

use std::{fmt, str::FromStr};

/// Declares a closed list once: the enum, its names, parsing and serde.
macro_rules! closed_list {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $text)] $variant),+ }

        impl $name {
            /// Every value, in the order of the list.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The name used in JSON and in packs.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = String;
            /// # Errors
            /// The unknown word itself.
            fn from_str(text: &str) -> Result<Self, String> {
                match text { $($text => Ok($name::$variant),)+ other => Err(other.to_owned()) }
            }
        }
    };
}

closed_list! {
    /// How much of a statement's content stands between quotation marks.
    Form {
        /// All of it.
        Direct = "direct",
        /// None of it.
        Indirect = "indirect",
        /// Part of it.
        Mixed = "mixed",
    }
}

closed_list! {
    /// What a speaker does by saying it.
    Act {
        /// Says, explains, adds.
        Say = "say",
        /// Announces, plans, reveals.
        Announce = "announce",
        /// Promises, offers, commits to.
        Promise = "promise",
        /// Asks for, demands, calls for, recommends.
        Request = "request",
        /// Denounces, condemns, criticises, blames.
        Accuse = "accuse",
        /// Rejects, refutes, refuses.
        Deny = "deny",
        /// Confirms, admits.
        Confirm = "confirm",
        /// Warns, threatens.
        Warn = "warn",
        /// Praises, welcomes, thanks, backs.
        Support = "support",
        /// Judges, believes, hopes, regrets.
        Opinion = "opinion",
        /// Asks a question.
        Ask = "ask",
    }
}

closed_list! {
    /// The sixteen event types of PLOVER.
    EventType {
        /// Agree or promise to act, to cooperate.
        Agree = "AGREE",
        /// Meet, visit, talk, negotiate.
        Consult = "CONSULT",
        /// Praise, endorse, recognise.
        Support = "SUPPORT",
        /// Yield, ease, resign under pressure.
        Concede = "CONCEDE",
        /// Act of material or diplomatic cooperation.
        Cooperate = "COOPERATE",
        /// Provide material help.
        Aid = "AID",
        /// Withdraw, cease fire, demobilise.
        Retreat = "RETREAT",
        /// Ask, demand, appeal.
        Request = "REQUEST",
        /// Criticise, denounce, sue, investigate.
        Accuse = "ACCUSE",
        /// Refuse, deny, veto.
        Reject = "REJECT",
        /// Warn, ultimatum.
        Threaten = "THREATEN",
        /// Demonstrate, strike, riot.
        Protest = "PROTEST",
        /// Embargo, expel, halt talks, convict.
        Sanction = "SANCTION",
        /// Raise alert, deploy, exercise.
        Mobilize = "MOBILIZE",
        /// Arrest, ban, censor, seize, repress.
        Coerce = "COERCE",
        /// Attack, kill, bomb, fight.
        Assault = "ASSAULT",
    }
}

closed_list! {
    /// Whether an event happened, by the words and the syntax that tell it.
    Status {
        /// Told as fact.
        Occurred = "occurred",
        /// Announced, intended, scheduled.
        Planned = "planned",
        /// Only on somebody's word, or in the conditional of hearsay.
        Alleged = "alleged",
        /// Told not to be so.
        Denied = "denied",
        /// If, could, called for but not done.
        Hypothetical = "hypothetical",
    }
}

closed_list! {
    /// What kind of actor a mention names.
    ActorKind {
        /// One human being.
        Person = "person",
        /// A country or its state as such.
        Country = "country",
        /// A body with a name or an office.
        Organisation = "organisation",
        /// People of one kind without a common body.
        Group = "group",
    }
}

closed_list! {
    /// Sector of an actor, by PLOVER and CAMEO's codes.
    Sector {
        /// Government and its ministries, heads of state.
        Gov = "GOV", /// Armed forces.
        Mil = "MIL", /// Police.
        Cop = "COP", /// Courts.
        Jud = "JUD", /// Parliament and its members.
        Leg = "LEG", /// Political party.
        Pty = "PTY", /// Opposition.
        Opp = "OPP", /// Armed group.
        Reb = "REB", /// Intelligence service.
        Spy = "SPY", /// Media.
        Med = "MED", /// Schools, universities, research.
        Edu = "EDU", /// Companies.
        Bus = "BUS", /// Unions.
        Lab = "LAB", /// Non-governmental organisation.
        Ngo = "NGO", /// International organisation.
        Igo = "IGO", /// Civilians, population.
        Cvl = "CVL", /// Refugees.
        Ref = "REF", /// Criminals.
        Crm = "CRM", /// Religious.
        Rel = "REL", /// Former officials, celebrities.
        Eli = "ELI", /// Settlers.
        Set = "SET", /// Unidentified armed force.
        Uaf = "UAF",
    }
}

closed_list! {
    /// How precise a date is.
    Grain {
        /// One day.
        Day = "day",
        /// Monday to Sunday.
        Week = "week",
        /// One month.
        Month = "month",
        /// Three months.
        Quarter = "quarter",
        /// One year.
        Year = "year",
    }
}
