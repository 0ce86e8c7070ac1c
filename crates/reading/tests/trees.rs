//! Trees that no treebank has, but parsers give.

use pack::Pack;
use reading::{Reader, parse::SavedParses};
use records::Document;
use std::sync::Arc;

fn read(conllu: &str) -> usize {
    let pack = Pack::embedded("fr").expect("French").expect("a sound pack");
    let reader =
        Reader::with_parser(Arc::new(pack), Box::new(SavedParses::from_conllu(conllu).expect("CoNLL-U")));
    let text = conllu.lines().next().and_then(|line| line.strip_prefix("# passage = ")).expect("a passage");
    let document = Document { id: "t".into(), lang: "fr".into(), text: text.into(), ..Document::default() };
    reader.read(&document).document.text.len()
}

/// A sentence that the pack's marks or the parser cut in two leaves a conjunct without its first part.
#[test]
fn a_passive_conjunct_that_hangs_on_itself_is_read() {
    let tree = "# passage = Sera arrêté samedi par la police.\n\
        1\tSera\têtre\tAUX\t_\tMood=Ind|Tense=Fut|VerbForm=Fin\t2\taux:pass\t_\t_\n\
        2\tarrêté\tarrêter\tVERB\t_\tGender=Masc|Number=Sing|Tense=Past|VerbForm=Part|Voice=Pass\t0\tconj\t_\t_\n\
        3\tsamedi\tsamedi\tNOUN\t_\t_\t2\tobl:mod\t_\t_\n\
        4\tpar\tpar\tADP\t_\t_\t6\tcase\t_\t_\n\
        5\tla\tle\tDET\t_\t_\t6\tdet\t_\t_\n\
        6\tpolice\tpolice\tNOUN\t_\tNumber=Sing\t2\tobl:agent\t_\t_\n\
        7\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n";
    assert!(read(tree) > 0);
}
