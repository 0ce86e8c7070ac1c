//! The commonest words of the languages that short texts are most easily confused among: a headline has few trigrams, but often
//! an article or a preposition that few languages share.

/// BCP 47 tag, and words.
const COMMON: &[(&str, &str)] = &[
    (
        "en",
        "the of to and in on for is are with by at from after over as says say will be not his her its has than an",
    ),
    (
        "fr",
        "le la les l d de du des et à au aux en un une pour par sur dans avec sans après est sont que qui ne pas plus son sa \
         ses ce cette contre entre chez",
    ),
    (
        "es",
        "el la los las de del y a al en un una por para con sin tras sobre es son que no más su sus se lo contra entre desde \
         hasta",
    ),
    (
        "pt",
        "o a os as de do da dos das e em no na nos nas um uma por para com sem após sobre é são que não mais se ao aos à às \
         pelo pela contra entre sua seu",
    ),
    (
        "it",
        "il lo la i gli le l di del della dei delle dell e a al alla in nel nella un una per con senza dopo su sul è sono che \
         non più si da dal dalla contro tra",
    ),
    (
        "ca",
        "el la els les l d de del dels i a al als en un una per amb sense després sobre és són que no més es contra entre va \
         ha pel pels",
    ),
    (
        "de",
        "der die das den dem des und in im auf für von mit nach bei ist sind wird nicht ein eine zu zum zur über aus gegen",
    ),
    ("nl", "de het een en in op voor van met na bij is zijn wordt niet te over uit tegen om aan door"),
    ("ro", "de la în din și a al ale cu după pe pentru este sunt nu un o va prin"),
    ("sv", "och i på för av med efter är inte en ett till om från det den att som"),
    ("da", "og i på for af med efter er ikke en et til om fra det den at som"),
    ("pl", "w z na do po i nie się o od za przed jest"),
];

/// The languages of which most words of `text` are among the commonest; none where no word is of any.
pub(crate) fn votes(text: &str) -> Vec<&'static str> {
    let mut counts = [0_usize; COMMON.len()];
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        let word = word.to_lowercase();
        for (count, (_, words)) in counts.iter_mut().zip(COMMON) {
            *count += usize::from(words.split(' ').any(|common| common == word));
        }
    }
    let most = counts.into_iter().max().unwrap_or(0);
    let first = COMMON.iter().zip(counts).filter(|(_, count)| most > 0 && *count == most);
    first.map(|((tag, _), _)| *tag).collect()
}
