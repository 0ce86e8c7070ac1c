/// A relation of Universal Dependencies, as far as the reading tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[allow(missing_docs)] // the names are those of the UD guidelines
pub enum Rel {
    Root,
    Nsubj,
    NsubjPass,
    Csubj,
    Obj,
    Iobj,
    Ccomp,
    Xcomp,
    Obl,
    OblArg,
    OblMod,
    OblAgent,
    Advcl,
    Acl,
    AclRelcl,
    Advmod,
    Amod,
    Appos,
    Aux,
    AuxPass,
    AuxCaus,
    Case,
    Cc,
    Conj,
    Cop,
    Dep,
    Det,
    Discourse,
    Expl,
    ExplSubj,
    Fixed,
    Flat,
    Mark,
    Nmod,
    NmodPoss,
    Nummod,
    Parataxis,
    Particle,
    Punct,
    Vocative,
    Dislocated,
    Other,
}

impl Rel {
    /// Reads a label (`nsubj:pass`); an unknown subtype falls back on its type.
    pub fn from_label(label: &str) -> Rel {
        use Rel::*;
        match label {
            "ROOT" | "root" => Root,
            "nsubj:pass" => NsubjPass,
            "aux:pass" => AuxPass,
            "aux:caus" => AuxCaus,
            "obl:arg" => OblArg,
            "obl:mod" => OblMod,
            "obl:agent" => OblAgent,
            "acl:relcl" => AclRelcl,
            "expl:subj" => ExplSubj,
            "nmod:poss" => NmodPoss,
            "compound:prt" => Particle,
            _ => match label.split(':').next().unwrap_or(label) {
                "nsubj" => Nsubj,
                "csubj" => Csubj,
                "obj" => Obj,
                "iobj" => Iobj,
                "ccomp" => Ccomp,
                "xcomp" => Xcomp,
                "obl" => Obl,
                "advcl" => Advcl,
                "acl" => Acl,
                "advmod" => Advmod,
                "amod" => Amod,
                "appos" => Appos,
                "aux" => Aux,
                "case" => Case,
                "cc" => Cc,
                "conj" => Conj,
                "cop" => Cop,
                "dep" => Dep,
                "det" => Det,
                "discourse" => Discourse,
                "expl" => Expl,
                "fixed" => Fixed,
                "flat" | "compound" | "goeswith" => Flat,
                "mark" => Mark,
                "nmod" => Nmod,
                "nummod" => Nummod,
                "parataxis" => Parataxis,
                "punct" => Punct,
                "vocative" => Vocative,
                "dislocated" => Dislocated,
                _ => Other,
            },
        }
    }

    /// A noun phrase beside a verb after a preposition.
    pub fn is_oblique(self) -> bool {
        matches!(self, Rel::Obl | Rel::OblArg | Rel::OblMod | Rel::OblAgent | Rel::Iobj)
    }

    /// A subject.
    pub fn is_subject(self) -> bool {
        matches!(self, Rel::Nsubj | Rel::NsubjPass | Rel::Csubj)
    }

    /// A clause that hangs on another.
    pub fn is_clause(self) -> bool {
        matches!(
            self,
            Rel::Ccomp | Rel::Xcomp | Rel::Advcl | Rel::Acl | Rel::AclRelcl | Rel::Parataxis | Rel::Csubj
        )
    }
}
