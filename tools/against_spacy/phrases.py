"""The phrases that generate.py puts together."""


def _split(text):
    return text.split("|")


# Per language: subjects, verbs, objects, adjuncts and pairs of quotation marks.
LANGUAGES = {
    "fr": {
        "subjects": _split(
            "Le ministre|La présidente|Jean-Pierre Martin|L'avocat|Mme Dupont|M. Léger|Les députés|"
            "Nos confrères|Le porte-parole du gouvernement|Elle|Il|On|Un chef-d'œuvre|"
            "L’Union européenne|La Chine|Xi Jinping|L'ex-premier ministre|Les États-Unis|"
            "Aucun des élus|Le vice-président|Saint-Étienne|Le sous-préfet de Seine-Saint-Denis|"
            "L'arc-en-ciel|Ce dernier|Celles-ci|Quelqu'un|Quiconque|Tout le monde|Le PDG d'Airbus|"
            "Les Ouzbeks"
        ),
        "verbs": _split(
            "a annoncé|a-t-il déclaré|affirme|aurait démenti|n'a pas confirmé|s'est félicité de|"
            "prévoit de quitter|doit rencontrer|vient d'arrêter|estime que|juge|a été condamné pour|"
            "ne veut plus de|se réjouit d'|croyait à|dénonce|y voit|s'en est pris à|"
            "était venue chercher|fut élu|promettrait|exige|a-t-elle ajouté, évoquant|lui donne-t-on"
        ),
        "objects": _split(
            "un accord historique|la fin de la guerre|l'augmentation des prix|trois millions d'euros|"
            "quelque 2,5 % du PIB|une aide d'urgence|les sanctions américaines|son départ|"
            "des frappes aériennes|le cessez-le-feu|qu'il ne partira pas|une cyberattaque|aujourd'hui|"
            "un va-et-vient|les porte-avions|l'Agence France-Presse|le mois dernier|"
            "deux tiers des voix|l'aéroport Charles-de-Gaulle|ce qu'elle a dit|leur demi-frère|"
            "le contre-la-montre|plus de 1.200 personnes|12 000 hommes|la Côte d'Ivoire|rien"
        ),
        "adjuncts": _split(
            "mardi|à Samarcande|selon l'AFP|en 2024|le 12 mars 2023|depuis Moscou|par ailleurs|"
            "malgré tout|pour la première fois|au Proche-Orient|à 14h30|vers 8 h 15|dans l'après-midi|"
            "d'après un communiqué|chez lui|près de Kiev|à l'issue du sommet du G20|"
            "lors d'une conférence de presse|sur France 2|avec son homologue|sans s'expliquer|"
            "jusqu'au 1er janvier|au nom de l'ONU"
        ),
        "quotes": [('« ', ' »'), ('“', '”'), ('"', '"'), ('«\xa0', '\xa0»'), ("'", "'"), ('‹', '›')],
    },
    "en": {
        "subjects": _split(
            "The minister|President Smith|John O'Neil|She|He|They|The U.S. government|Mr. Brown|"
            "Dr. Lee's team|Nobody|The company's CEO|I|We|You|The Russian-backed forces|Xi Jinping|"
            "The well-known author|Those who can't|Y'all|The EU|What's left|It|Someone|The 3rd Army|"
            "Apple Inc."
        ),
        "verbs": _split(
            "said|has announced|didn't confirm|isn't|wouldn't accept|will've met|is going to leave|"
            "gonna quit|told reporters|denied|is expected to sign|doesn't want|ain't|was arrested for|"
            "might've seen|can't stand|let's go of|had been warned about|rejects|they're planning|"
            "believes that|called for|hasn't sent|wants to|shouldn't have broken"
        ),
        "objects": _split(
            "a historic deal|the end of the war|$3.5 million|about 20% of GDP|U.S. sanctions|"
            "his resignation|the cease-fire|that he won't leave|airstrikes|two-thirds of the vote|"
            "the best option|better results|children's books|an F-16|what she'd said|1,200 people|"
            "its worst mistakes|the run-up|COVID-19 rules|the Times'|nothing|mice and geese|"
            "more easily|10km of road|the state-of-the-art system"
        ),
        "adjuncts": _split(
            "on Tuesday|in Samarkand|according to Reuters|in 2024|on March 12, 2023|at 5 p.m.|"
            "at 10:30am|last month|for the first time|vs. France|near Kyiv|after the G20 summit|"
            "e.g. in Paris|at home|during a press conference|without explanation|until Jan. 1|"
            "in the '90s|in St. Louis|yesterday|approx. 5ft. away|with his counterpart"
        ),
        "quotes": [('“', '”'), ('"', '"'), ("'", "'"), ('‘', '’'), ('``', "''")],
    },
    "es": {
        "subjects": _split(
            "El ministro|La presidenta|Juan Pérez-García|Ella|Él|Nosotros|Los diputados|EE.UU.|"
            "El portavoz del Gobierno|Nadie|Quien|La Unión Europea|Xi Jinping|El Sr. López|"
            "Las autoridades|Los jóvenes|Aquellas mujeres|Mis hermanos|Cualquiera|El ex presidente|Ud.|"
            "Los exámenes|La OTAN"
        ),
        "verbs": _split(
            "anunció|ha declarado|no confirmó|se lo dijo a|dárselo|quiere decírmelo|prevé abandonar|"
            "debe reunirse con|acaba de detener|estima que|niega|fue condenado por|exige|amplían|"
            "cuentan|piden|huelen|vinieron a ver|irá a|habría hecho|pónganse|dígame|estaban haciendo|"
            "creyó|siguen|durmió|hubiesen querido|sirviéndose de"
        ),
        "objects": _split(
            "un acuerdo histórico|el fin de la guerra|tres millones de euros|el 2,5 % del PIB|"
            "las sanciones|su dimisión|el alto el fuego|que no se irá|los ataques aéreos|"
            "dos tercios de los votos|las órdenes|unos 1.200 soldados|1.234.567,8 pesos|lo que dijo|"
            "la más grande|todas ellas|aquel coche|peces y luces|los ingleses|nada|la décima parte|"
            "muy poco|tan pronto"
        ),
        "adjuncts": _split(
            "el martes|en Samarcanda|según EFE|en 2024|el 12 de marzo de 2023|desde Moscú|además|"
            "por primera vez|a las 14:30|a las 5 p.m.|cerca de Kiev|tras la cumbre del G20|"
            "en una rueda de prensa|con su homólogo|sin explicación|hasta el 1 de enero|en casa|"
            "por ejemplo|etc.|ayer"
        ),
        "quotes": [('«', '»'), ('“', '”'), ('"', '"'), ("'", "'")],
    },
}

ADDRESSES = _split(
    "https://www.example.org/a/b?c=d&e=1#x|http://192.168.0.1:8080|www.lemonde.fr|exemple.fr/page.html|"
    "ftp://files.example.com|a.b@c-d.fr|@pseudo|#MotDièse|user.name+tag@example.co.uk|mailto:x@y.z|"
    "localhost|foo.bar|t.co/AbC1|http://x|://|example.com,|(www.site.net)"
)
EMOJI = _split(
    "😀|👍🏽|\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466|🇫🇷|❤️|:-)|:D|;)|<3|:'(|o_O|"
    "¯\\(ツ)/¯|(╯°□°）╯︵┻━┻|→|★|™|©|°|№|†"
)
NUMBERS = _split(
    "3,14|1.000.000|-5|+33 6 12 34 56 78|10%|25°C|5km|12h30|1/2|½|²|①|٣|2024-01-02|12/03/2023|1er|2e|"
    "XIXe|IVe|n°5|$5|5$|€20|20€|100k€|1.5kg|3x4|2+2=4|10-12|±2|~5|1,5-2,5|00:01:02|1'000|1 000|A4|F16|"
    "H2O|.5|5.|#1|№7|COVID-19|G7|2.0.1"
)
ODDITIES = _split(
    "...|…|.....|--|---|—|–|‑|-|(|)|[|]|{|}|<|>|\"|'|’|‘|«|»|“|”|„|`|``|''|;|:|!|?!|¿|¡|?|!!!|*|**|_|"
    "__|/|\\|&|&amp;|@|#|~|^|=|+|%|§|·|•|،|。|、|「|」|€|£|ﬁ|œuvre|ŒUVRE|ÉTÉ|İstanbul|ısı|straße|STRASSE|"
    "Ὀδυσσεύς|ΣΊΣΥΦΟΣ|Москва|北京|東京タワー|مرحبا|שלום|한국어|ไทย|\u200b|\xad|été|\ufeff|\u2028|\u202f|\xa0|"
    "\t|\n|\n\n|\r\n|  |   |\u3000|\x1c|\x85|zero\u200dwidth|1\u202f000|word\xa0:|a\xa0b"
)
HYPHENATED = _split(
    "va-t-en-guerre|peut-être|Aix-en-Provence|grand-mère|c'est-à-dire|prud'hommes|presqu'île|"
    "entr'ouvert|quelqu'un|jusqu'à|lorsqu'il|qu'en-dira-t-on|MONT-SAINT-MICHEL|saint-saëns|rendez-vous|"
    "donnez-moi|vas-y|est-ce|dis-le-lui|porte-monnaie|non-lieu|anti-inflammatoire|micro-ondes|"
    "extra-terrestre|d'abord|D'ABORD|L'ONU|l’ONU|l'|d’|'s|n't|John's|don't|DON'T|rock'n'roll|"
    "l'homme-orchestre|Jean‑Luc|avant–hier|a-sexuel|bas-relief|états-unien|contre-attaquer|x-y-z|A-B-C|"
    "semi-|-semi|aujourd'hui|Aujourd’hui|aujourd'huil|c.-à-d.|M.|MM.|Mme.|av.J.-C.|etc.|p.ex.|U.S.A.|"
    "i.e.|a.m.|p.m.|10a.m.|St.|No."
)
