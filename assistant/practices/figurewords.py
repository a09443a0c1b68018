"""Words around figures, as data: numbers, magnitudes, currencies, units of time, bounds, rates and what is counted."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from corpus.mentions import fold


def _by_language(words: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    return MappingProxyType({language: frozenset(each.split(",")) for language, each in words.items()})


def _numbers(words: Mapping[str, str]) -> Mapping[str, Mapping[str, int]]:
    return MappingProxyType(
        {
            language: {
                word: int(value)
                for pair in each.split()
                for value, forms in [pair.split("=")]
                for word in forms.split("/")
            }
            for language, each in words.items()
        }
    )


_SIMPLE_NUMBERS: Mapping[str, Mapping[str, int]] = _numbers(
    {
        "en": "1=one 2=two 3=three 4=four 5=five 6=six 7=seven 8=eight 9=nine 10=ten 11=eleven 12=twelve 13=thirteen"
        " 14=fourteen 15=fifteen 16=sixteen 17=seventeen 18=eighteen 19=nineteen 20=twenty 30=thirty 40=forty"
        " 50=fifty 60=sixty 70=seventy 80=eighty 90=ninety",
        "nl": "1=een/één 2=twee 3=drie 4=vier 5=vijf 6=zes 7=zeven 8=acht 9=negen 10=tien 11=elf 12=twaalf 13=dertien"
        " 14=veertien 15=vijftien 16=zestien 17=zeventien 18=achttien 19=negentien 20=twintig 30=dertig 40=veertig"
        " 50=vijftig 60=zestig 70=zeventig 80=tachtig 90=negentig",
        "de": "1=ein/eine/einen/einer/einem 2=zwei 3=drei 4=vier 5=fünf 6=sechs 7=sieben 8=acht 9=neun 10=zehn 11=elf"
        " 12=zwölf 13=dreizehn 14=vierzehn 15=fünfzehn 16=sechzehn 17=siebzehn 18=achtzehn 19=neunzehn 20=zwanzig"
        " 30=dreißig 40=vierzig 50=fünfzig 60=sechzig 70=siebzig 80=achtzig 90=neunzig",
        "fr": "1=un/une 2=deux 3=trois 4=quatre 5=cinq 6=six 7=sept 8=huit 9=neuf 10=dix 11=onze 12=douze 13=treize"
        " 14=quatorze 15=quinze 16=seize 20=vingt 30=trente 40=quarante 50=cinquante 60=soixante",
        "es": "1=un/uno/una 2=dos 3=tres 4=cuatro 5=cinco 6=seis 7=siete 8=ocho 9=nueve 10=diez 11=once 12=doce"
        " 13=trece 14=catorce 15=quince 16=dieciséis 17=diecisiete 18=dieciocho 19=diecinueve 20=veinte 30=treinta"
        " 40=cuarenta 50=cincuenta 60=sesenta 70=setenta 80=ochenta 90=noventa",
        "pt": "1=um/uma 2=dois/duas 3=três 4=quatro 5=cinco 6=seis 7=sete 8=oito 9=nove 10=dez 11=onze 12=doze"
        " 13=treze 14=catorze 15=quinze 16=dezasseis 17=dezassete 18=dezoito 19=dezanove 20=vinte 30=trinta"
        " 40=quarenta 50=cinquenta 60=sessenta 70=setenta 80=oitenta 90=noventa",
        "it": "1=un/uno/una 2=due 3=tre 4=quattro 5=cinque 6=sei 7=sette 8=otto 9=nove 10=dieci 11=undici 12=dodici"
        " 13=tredici 14=quattordici 15=quindici 16=sedici 17=diciassette 18=diciotto 19=diciannove 20=venti"
        " 30=trenta 40=quaranta 50=cinquanta 60=sessanta",
        "fi": "1=yksi/yhden/yhtä 2=kaksi/kahden/kahta/kahdessa/kahdesta 3=kolme/kolmen/kolmea/kolmessa/kolmesta"
        " 4=neljä/neljän/neljää/neljässä 5=viisi/viiden/viittä/viidessä/viidestä 6=kuusi/kuuden/kuutta/kuudessa"
        " 7=seitsemän/seitsemää 8=kahdeksan/kahdeksaa 9=yhdeksän/yhdeksää 10=kymmenen/kymmentä"
        " 11=yksitoista/yhdentoista"
        " 12=kaksitoista/kahdentoista 13=kolmetoista/kolmentoista 14=neljätoista/neljäntoista"
        " 15=viisitoista/viidentoista 16=kuusitoista/kuudentoista 17=seitsemäntoista 18=kahdeksantoista"
        " 19=yhdeksäntoista 20=kaksikymmentä",
        "et": "1=üks/ühe 2=kaks/kahe/kahes/kahel 3=kolm/kolme/kolmes/kolmel 4=neli/nelja/neljas/neljal"
        " 5=viis/viie/viies/viiel 6=kuus/kuue/kuues/kuuel 7=seitse/seitsme/seitsmel 8=kaheksa/kaheksal"
        " 9=üheksa/üheksal 10=kümme/kümne/kümnel 11=üksteist 12=kaksteist 20=kakskümmend",
        "lt": "1=vienas/viena 2=du/dvi/dviejų/dviem 3=trys/tris/trijų/trims"
        " 4=keturi/keturios/keturis/keturias/keturių"
        " 5=penki/penkios/penkis/penkias/penkių/penkiose 6=šeši/šešios/šešis/šešias/šešių"
        " 7=septyni/septynios/septynių"
        " 8=aštuoni/aštuonios/aštuonių 9=devyni/devynios/devynių 10=dešimt 11=vienuolika 12=dvylika 13=trylika"
        " 14=keturiolika 15=penkiolika 16=šešiolika 17=septyniolika 18=aštuoniolika 19=devyniolika 20=dvidešimt"
        " 30=trisdešimt 40=keturiasdešimt 50=penkiasdešimt 60=šešiasdešimt 70=septyniasdešimt 80=aštuoniasdešimt"
        " 90=devyniasdešimt",
        "pl": "1=jeden/jedna/jedno 2=dwa/dwie/dwóch/dwoje 3=trzy/trzech/trzej 4=cztery/czterech 5=pięć/pięciu"
        " 6=sześć/sześciu 7=siedem/siedmiu 8=osiem/ośmiu 9=dziewięć/dziewięciu 10=dziesięć/dziesięciu"
        " 11=jedenaście/jedenastu 12=dwanaście/dwunastu 13=trzynaście/trzynastu 14=czternaście/czternastu"
        " 15=piętnaście/piętnastu 16=szesnaście/szesnastu 17=siedemnaście/siedemnastu 18=osiemnaście/osiemnastu"
        " 19=dziewiętnaście/dziewiętnastu 20=dwadzieścia/dwudziestu 30=trzydzieści/trzydziestu"
        " 40=czterdzieści/czterdziestu 50=pięćdziesiąt/pięćdziesięciu 60=sześćdziesiąt/sześćdziesięciu"
        " 70=siedemdziesiąt 80=osiemdziesiąt 90=dziewięćdziesiąt 200=dwieście 300=trzysta 400=czterysta 500=pięćset",
        "cs": "2=dva/dvě/dvou 3=tři/tří/třech 4=čtyři/čtyř/čtyřech 5=pět/pěti 6=šest/šesti 7=sedm/sedmi 8=osm/osmi"
        " 9=devět/devíti 10=deset/deseti 11=jedenáct 12=dvanáct 13=třináct 14=čtrnáct"
        " 15=patnáct 16=šestnáct 17=sedmnáct 18=osmnáct 19=devatenáct 20=dvacet/dvaceti 30=třicet/třiceti"
        " 40=čtyřicet/čtyřiceti 50=padesát/padesáti 60=šedesát/šedesáti 70=sedmdesát 80=osmdesát 90=devadesát",
        "eu": "1=bat 2=bi 3=hiru 4=lau 5=bost 6=sei 7=zazpi 8=zortzi 9=bederatzi 10=hamar 11=hamaika 12=hamabi"
        " 13=hamahiru 14=hamalau 15=hamabost 16=hamasei 17=hamazazpi 18=hemezortzi 19=hemeretzi 20=hogei/hogeita"
        " 40=berrogei/berrogeita 60=hirurogei/hirurogeita 80=laurogei/laurogeita",
        "sv": "1=en/ett 2=två 3=tre 4=fyra 5=fem 6=sex 7=sju 8=åtta 9=nio 10=tio 11=elva 12=tolv 20=tjugo",
        "da": "1=en/et 2=to 3=tre 4=fire 5=fem 6=seks 7=syv 8=otte 9=ni 10=ti 11=elleve 12=tolv 20=tyve",
    }
)


def _written_together(language: str, simple: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Yield the numbers that a language writes as one word: `vierentwintig`, `veinticinco`, `kolmekymmentä`."""
    units = {word: value for word, value in simple.items() if 1 <= value <= 9}
    tens = {word: value for word, value in simple.items() if 20 <= value <= 90 and value % 10 == 0}
    if language in ("nl", "de"):
        linking, hundred = ("en", "honderd") if language == "nl" else ("und", "hundert")
        for word, value in units.items():
            link = "ën" if language == "nl" and word.endswith("e") else linking
            yield from ((f"{word}{link}{ten}", value + more) for ten, more in tens.items())
            if value > 1:
                yield f"{word}{hundred}", value * 100
    elif language == "es":
        together = "veintiún veintiuno veintiuna veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete"
        values = (21, 21, 21, 22, 23, 24, 25, 26, 27, 28, 29)
        yield from zip(f"{together} veintiocho veintinueve".split(), values, strict=True)
        for word, value in {"dos": 2, "tres": 3, "cuatro": 4, "seis": 6, "ocho": 8}.items():
            yield from ((f"{word}cient{ending}", value * 100) for ending in ("os", "as"))
        for word, value in {"quinient": 5, "setecient": 7, "novecient": 9}.items():
            yield from ((f"{word}{ending}", value * 100) for ending in ("os", "as"))
    elif language == "it":
        for word, value in units.items():
            for ten, more in tens.items():
                stump = ten[:-1] if word[0] in "uo" else ten
                yield f"{stump}{'tré' if word == 'tre' else word}", value + more
            if value > 1:
                yield f"{word}cento", value * 100
    elif language in ("fi", "et"):
        ten, hundred = ("kymmentä", "sataa") if language == "fi" else ("kümmend", "sada")
        first = {value: word for word, value in reversed(units.items())}
        for value, word in first.items():
            if value > 1:
                yield f"{word}{ten}", value * 10
                yield f"{word}{hundred}", value * 100
                if language == "fi":
                    yield from ((f"{word}{ten}{unit}", value * 10 + more) for more, unit in first.items())
        yield from _declined(language)


_STEMS: Mapping[str, Mapping[str, int]] = {
    "fi": {
        "kahde": 2, "kolme": 3, "neljä": 4, "viide": 5, "kuude": 6, "seitsemä": 7, "kahdeksa": 8, "yhdeksä": 9,
        "kymmene": 10,
    },
    "et": {
        "kahe": 2, "kolme": 3, "nelja": 4, "viie": 5, "kuue": 6, "seitsme": 7, "kaheksa": 8, "üheksa": 9, "kümne": 10,
        "üheteistkümne": 11, "kaheteistkümne": 12, "kolmeteistkümne": 13, "neljateistkümne": 14, "viieteistkümne": 15,
        "kuueteistkümne": 16, "seitsmeteistkümne": 17, "kaheksateistkümne": 18, "üheksateistkümne": 19,
        "kahekümne": 20, "kolmekümne": 30, "neljakümne": 40, "viiekümne": 50,
    },
}  # fmt: skip


def _declined(language: str) -> Iterator[tuple[str, int]]:
    """Yield the numbers of Finnish and Estonian in the cases that texts have them in: `kolmessa`, `viiel`."""
    for stem, value in _STEMS[language].items():
        if language == "et":
            yield from ((f"{stem}{ending}", value) for ending in ("", "l", "le", "lt", "s", "sse", "st", "ga", "ni"))
            continue
        a = "ä" if stem.endswith("ä") or stem == "kymmene" else "a"
        endings = ("n", f"ss{a}", f"st{a}", f"ll{a}", f"lt{a}", "lle")
        yield from ((f"{stem}{ending}", value) for ending in endings)
        if value < 10:
            yield from ((f"{stem}{ending}toista", value + 10) for ending in endings)
    if language == "et":
        teens = "kolmteist neliteist viisteist kuusteist seitseteist kaheksateist üheksateist"
        yield from zip(teens.split(), range(13, 20), strict=True)


NUMBER_WORDS: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {
        language: MappingProxyType({**dict(_written_together(language, simple)), **simple})
        for language, simple in _SIMPLE_NUMBERS.items()
    }
)
"""Number words by language; those for one are also articles and count only before a hundred, thousand or million."""

_MAGNITUDE_STEMS: Mapping[int, tuple[str, ...]] = {
    100: tuple(
        "hundred honderd hundert cent cents cien ciento cem cento sata sataa sada sadat simtas simtai sto ehun".split()
    ),
    1_000: tuple(
        "thousand duizend tausend mille mil mila tuhat tuhatta tuhannen tuhande tukst tukstanciai tukstanciu tys"
        " tysiac tysiace tysiecy tis tisic tisice tusen tusind k".split()
    ),
    1_000_000: tuple(
        "million millions millon millons miljoen miljoenen mln mio mill million millionen millones milhao milhoes"
        " milione milioni milionas milionai milijonas milijonai milijono milijonu miljoona miljoonaa miljoonan miljon"
        " miljonit milj milion miliony milionow milionu miliona milioi milioia milioiko m mn miljoner"
        " millioner".split()
    ),
    1_000_000_000: tuple(
        "billion billions miljard miljarden mrd mld milliarde milliarden milliard milliards miliardo miliardi"
        " miljardi miljardia miljardit bn miliardy milijardas milijardai mille-milioi".split()
    ),
}
MAGNITUDES: Mapping[str, int] = MappingProxyType(
    {stem: value for value, stems in _MAGNITUDE_STEMS.items() for stem in stems}
)
"""Words that multiply, folded; `k` and `m` count only next to a currency."""

SPELLED_MAGNITUDES: Mapping[str, frozenset[str]] = _by_language(
    {
        "en": "hundred,thousand,million,billion",
        "nl": "honderd,duizend,miljoen,miljard",
        "de": "hundert,tausend,million,millionen,milliarde,milliarden",
        "fr": "cent,cents,mille,million,millions,milliard,milliards",
        "es": "cien,ciento,mil,millon,millones",
        "pt": "cem,mil,milhao,milhoes",
        "it": "cento,mille,mila,milione,milioni,miliardo,miliardi",
        "fi": "sata,sataa,tuhat,tuhatta,miljoona,miljoonaa",
        "et": "sada,tuhat,miljon,miljonit",
        "lt": "simtas,tukstantis,milijonas",
        "pl": "sto,tysiac,tysiace,tysiecy,milion,miliony,milionow",
        "cs": "sto,tisic,milion",
        "eu": "ehun,mila,milioi",
    }
)
"""Which magnitudes are number words of their own (`mil euros`), by language, folded."""

CURRENCIES: Mapping[str, str] = MappingProxyType(
    {
        word: code
        for code, words in {
            "EUR": "€ eur euro euros euron euroa eurot eurojen eurų euru eurai eurais eurų eurokin eurotan eura",
            "GBP": "£ gbp pound pounds",
            "USD": "$ usd us$ dollar dollars dollari dolares",
            "PLN": "pln zł zl złotych złoty złote zlotych",
            "DKK": "dkk",
            "SEK": "sek",
            "NOK": "nok",
            "CHF": "chf franken",
            "CZK": "czk kč kc korun",
            "HUF": "huf forint forints",
            "RON": "ron lei",
            "ISK": "isk",
            "BGN": "bgn",
            "TRY": "try₺ ₺",
            "HRK": "hrk kuna",
        }.items()
        for word in words.split()
    }
)
"""Signs, codes and names of currencies, in lower case, to their ISO 4217 codes."""

PERCENT_WORDS = frozenset(
    "% percent percents pct prozent procent procenten procento procenta procentų procentai procentu prosenttia"
    " prosentti prosenttiin protsenti protsent protsendi porcento ehuneko procentów procentus prosent".split()
)
"""Words for per cent, in lower case; those of two words (`per cent`, `por ciento`) are known to the reader."""

_TIME: Mapping[str, str] = {
    "year": "year years yr yrs jaar jaren jahr jahre jahren jahres an ans annee annees ano anos año años anni anno"
    " vuosi vuotta vuoden vuosia aasta aastat aastaks aastase metai metus metu metų rok roku lata lat let roky urte"
    " urteko urtez urtean år",
    "month": "month months maand maanden monat monate monaten mois mes meses mese mesi kuukausi kuukautta"
    " kuukauden kuu"
    " kuud menuo menesiai menesius menesiu menesio mėn miesiac miesiace miesiecy mesic mesice mesicu hilabete"
    " hilabeteko månad måned",
    "week": "week weeks weken woche wochen semaine semaines semana semanas settimana settimane viikko viikkoa viikon"
    " nadal nadalat nädalat savaite savaites savaičių savaiciu tydzien tygodnie tygodni tygodnia tyden tydny tydnu"
    " aste asteko vecka veckor uge uger",
    "day": "day days dag dagen tag tage tagen jour jours dia dias día días giorno giorni paiva paivaa päivää paivan"
    " paev paeva päeva diena dienas dienu dienų dzien dni den dny dnu egun eguneko egunez",
    "hour": "hour hours uur uren stunde stunden heure heures hora horas ora ore tunti tuntia tunnin tund tundi"
    " valanda"
    " valandos valandas valandu valandų godzina godziny godzin hodina hodiny hodin ordu orduko lesuur",
    "minute": "minute minutes minuut minuten minuto minutos minuti minuuttia minutit minuciu minut minuty",
}
TIME_UNITS: Mapping[str, str] = MappingProxyType(
    {fold(word): unit for unit, words in _TIME.items() for word in words.split()}
)
"""Words for units of time, folded, to their unit."""

ABOUT: Mapping[str, frozenset[str]] = _by_language(
    {
        "en": "about,around,some,approximately,approx,aprox,roughly,nearly,almost,circa,ca,an"
        " estimated,estimated,near,"
        "close to,some of",
        "nl": "ongeveer,circa,ca,bijna,rond,zo'n,een kleine,rond de,naar schatting,ongeveer de",
        "de": "etwa,rund,ungefähr,ca,circa,fast,knapp,annähernd,beinahe,schätzungsweise",
        "fr": "environ,près de,presque,autour de,quelque,quelques,à peu près,approximativement",
        "es": "unos,unas,alrededor de,aproximadamente,casi,cerca de,en torno a,aprox",
        "pt": "cerca de,aproximadamente,quase,perto de,à volta de,uns,umas",
        "it": "circa,quasi,intorno a,approssimativamente,all'incirca",
        "fi": "noin,lähes,melkein,suunnilleen,n",
        "et": "umbes,ligikaudu,peaaegu,ligi,u",
        "lt": "apie,beveik,maždaug",
        "pl": "około,ok,prawie,blisko,mniej więcej",
        "cs": "asi,přibližně,zhruba,téměř,kolem,okolo",
        "eu": "ia,inguru,gutxi gorabehera",
        "sv": "cirka,ca,omkring,ungefär,nästan,runt",
        "da": "cirka,ca,omkring,næsten,omtrent",
    }
)
"""Words before a figure that say it is rounded."""

AT_LEAST: Mapping[str, frozenset[str]] = _by_language(
    {
        "en": "over,more than,at least,exceed,exceeds,exceeding,exceeded,a minimum of,minimum,upwards of,in"
        " excess of,"
        "no fewer than,no less than,above,more then,more thant",
        "nl": "ruim,meer dan,minstens,minimaal,ten minste,tenminste,boven de,niet minder dan",
        "de": "über,mehr als,mindestens,gut,wenigstens",
        "fr": "plus de,au moins,au minimum,plus d'",
        "es": "más de,al menos,por lo menos,como mínimo,un mínimo de",
        "pt": "mais de,pelo menos,no mínimo",
        "it": "più di,oltre,almeno,ad almeno,almeno a,minimo",
        "fi": "yli,enemmän kuin,vähintään,ainakin",
        "et": "üle,rohkem kui,vähemalt,enam kui",
        "lt": "daugiau kaip,daugiau nei,ne mažiau kaip,ne mažiau nei,bent,ne trumpiau kaip",
        "pl": "ponad,więcej niż,co najmniej,przynajmniej",
        "cs": "více než,přes,nejméně,alespoň,minimálně",
        "eu": "gutxienez",
        "sv": "över,mer än,minst",
        "da": "over,mere end,mindst",
    }
)
"""Words before a figure that make it a lower bound."""

AT_MOST: Mapping[str, frozenset[str]] = _by_language(
    {
        "en": "up to,at most,less than,fewer than,no more than,a maximum of,maximum,under,below,not more than",
        "nl": "maximaal,hoogstens,minder dan,ten hoogste,tot maximaal,niet meer dan",
        "de": "bis zu,höchstens,weniger als,maximal,unter",
        "fr": "jusqu'à,moins de,au plus,au maximum,moins d'",
        "es": "hasta,menos de,como máximo,un máximo de",
        "pt": "até,menos de,no máximo",
        "it": "fino a,meno di,al massimo,non più di",
        "fi": "enintään,alle,korkeintaan,vähemmän kuin",
        "et": "kuni,alla,vähem kui,kõige rohkem",
        "lt": "iki,ne daugiau kaip,mažiau kaip,mažiau nei,ne ilgiau kaip",
        "pl": "mniej niż,najwyżej,maksymalnie,nie więcej niż,poniżej",
        "cs": "méně než,nejvýše,maximálně",
        "eu": "gehienez",
        "sv": "högst,upp till,mindre än",
        "da": "højst,op til,mindre end",
    }
)
"""Words before a figure that make it an upper bound."""

AT_LEAST_AFTER = (
    "or more",
    "of meer",
    "oder mehr",
    "ou plus",
    "o más",
    "ou mais",
    "o più",
    "tai enemmän",
    "baino gehiago",
)
AT_MOST_AFTER = ("or less", "or fewer", "baino gutxiago")
ABOUT_AFTER = ("inguru", "ou environ", "or so")

PER: Mapping[str, str] = MappingProxyType(
    {
        phrase: unit
        for unit, phrases in {
            "year": "per year,a year,per annum,annually,yearly,each year,every year,per jaar,jaarlijks,elk"
            " jaar,im jahr,"
            "pro jahr,jährlich,jedes jahr,par an,chaque année,annuellement,al año,por año,anuales,anual,cada año,"
            "anualmente,por ano,ao ano,anuais,all'anno,l'anno,annui,ogni anno,vuodessa,vuosittain,aastas,igal aastal,"
            "per metus,kasmet,rocznie,co roku,ročně,každý rok,urtean,urtero,om året,per år,årligen",
            "month": "per month,a month,each month,every month,per maand,im monat,pro monat,par mois,al mes,por"
            " mes,por mês,al mese,"
            "kuukaudessa,kuus,per mėnesį,miesięcznie,měsíčně,hilean",
            "week": "per week,a week,each week,every week,pro woche,par semaine,a la semana,por semana,alla"
            " settimana,viikossa,nädalas,"
            "per savaitę,tygodniowo,týdně,astean",
            "learner": "per student,per pupil,per learner,per participant,per leerling,per deelnemer,pro schüler,"
            "pro person,par élève,por alumno,por estudiante,por aluno,per studente,per alunno,per partecipante",
            "school": "per school,each school,pro schule,par établissement,por centro,por escola,per scuola",
        }.items()
        for phrase in phrases.split(",")
    }
)
"""What follows a figure that is for each year, learner or school, in lower case, to its unit."""

YEARLY = frozenset(
    "yearly annual annually jaarlijks jaarlijkse jährlich jährliche jährlichen jährlicher annuel annuelle annuels"
    " annuelles anual anuales anualmente anuais annuale annuali annuo annua vuosittain vuosittainen vuotuinen"
    " igal-aastane"
    " aastane metinis kasmet roczny rocznie roční ročně urteko urtero årlig".split()
)
"""Words that, before a figure in its clause, say that it is for each year, in lower case."""

RANGE_WORDS = frozenset("to tot bis à a al até fino ad do kuni iki and y et und en e och til till".split())
"""Words between the two ends of a range, in lower case; the conjunctions need a word for `between` before."""
CONJUNCTIONS = frozenset("and y et und en e och".split())
BETWEEN = frozenset("between tussen zwischen entre tra fra mellan mellem from van von de da od nuo vom del".split())

NOT_COUNTED_BEFORE = frozenset(
    (
        "table tables figure fig page pages p pp chapter section article art lot phase activity action step"
        " level work"
        " package wp objective goal target block module version part point no nr number grade year class room line"
        " aged age top tabel figuur bladzijde hoofdstuk artikel fase actie stap niveau werkpakket doel bijlage"
        " tabelle"
        " abbildung seite kapitel phase stufe niveau leitaktion ziel tableau page chapitre étape tabla página"
        " capítulo"
        " fase nivel acción tabella pagina capitolo fase livello azione taulukko sivu luku taso tabel lehekülg tase"
        " lentelė puslapis lygis tabela strona rozdział poziom strana taula orria maila key ka eqf isced iso eqavet"
        " industria industrie industry sdg objetivo ods annex appendix question criterion covid clave vaihe debian"
    ).split()
)
"""Words before a number that make it a label (`table 3`, `level 4`), in lower case."""

NOT_COUNTED = frozenset(
    "times time keer mal fois veces volte vezes kertaa korda kartus razy krat aldiz points punti punten punkte puntos"
    " pontos punktow pistetta faster more fewer higher lower larger"
    " percentage".split()
)
"""What follows a number without being counted, folded."""

YEAR_BEFORE = frozenset(
    "in since by until from to before after during of for and till tot sinds vanaf voor na en jaar begin eind mei im"
    " jahr jahre seit bis ab vor nach anfang ende en depuis jusqu'en dès avant après de del desde hasta para"
    " año curso"
    " em até desde ano dal nel dal fino entro anno vuonna vuodesta vuoteen aastal aastast nuo iki rok roku od do v"
    " january february march april may june july august september october november december".split()
)
"""Words before a number between 1900 and 2099 that make it a year, whatever follows."""

_COUNTED: Mapping[str, str] = {
    "schools": "school schools college colleges provider providers institute institutes institution institutions"
    " academies scholen mbo-scholen vmbo-scholen instelling instellingen mbo-instellingen onderwijsinstellingen"
    " schule"
    " schulen berufsschulen bildungseinrichtungen école écoles établissement établissements lycée lycées"
    " collèges escuela"
    " escuelas centro centros institutos escola escolas agrupamentos scuola scuole istituto istituti oppilaitos"
    " oppilaitosta oppilaitokset oppilaitoksen koulua koulut kool kooli koolil koolid kutsekooli õppeasutust mokykla"
    " mokyklos mokyklų mokyklas įstaigos szkoła szkoły szkół szkołach škola školy škol ikastetxe ikastetxetatik"
    " ikastetxeak ikastetxek zentro zentroak skolor skoler",
    "universities": "university universities universiteit universiteiten hogescholen hochschule hochschulen"
    " universitäten université universités universidad universidades universidade università ammattikorkeakoulua"
    " yliopistoa ülikooli universitetai uczelni univerzity unibertsitate",
    "learners": "pupil pupils student students learner learners apprentice apprentices trainee trainees graduate"
    " leerling leerlingen student studenten scholier scholieren deelnemers cursisten schüler schülerinnen lernende"
    " lernenden auszubildende auszubildenden azubis élève élèves étudiants apprenants apprentis stagiaires alumno"
    " alumnos alumnas alumnado estudiante estudiantes aprendices aluno alunos alunas formandos estagiários estudantes"
    " studente studenti allievi alunni apprendisti tirocinanti opiskelija opiskelijaa opiskelijat oppilasta õpilane"
    " õpilast õpilased õppijat mokinys mokiniai mokinių mokinius uczeń uczniów uczniowie stażystów žák žáků"
    " žáci ikasle"
    " ikasleak ikaslek elever studerende",
    "teachers": "teacher teachers trainer trainers instructor instructors lecturer lecturers docent docenten leraar"
    " leraren leerkrachten lehrer lehrkraft lehrkräfte lehrkräften lehrerinnen enseignant enseignants professeur"
    " professeurs formateurs docente docentes profesor profesores profesorado formadores professor professores"
    " formadores"
    " insegnante insegnanti docenti formatori opettaja opettajaa opettajat õpetaja õpetajat mokytojas mokytojai"
    " mokytojų nauczyciel nauczycieli nauczyciele učitel učitelů irakasle irakasleak lärare lærere",
    "staff": "staff employees workers medewerkers personeelsleden mitarbeiter mitarbeitende beschäftigte personnels"
    " salariés trabajadores empleados trabalhadores lavoratori dipendenti työntekijää työntekijät töötajat"
    " darbuotojai"
    " darbuotojų pracownik pracowników zaměstnanců langile langileak",
    "companies": "company companies enterprise enterprises firm firms business businesses employer employers sme smes"
    " bedrijf bedrijven onderneming ondernemingen werkgevers betrieb betriebe betrieben unternehmen firmen entreprise"
    " entreprises empresa empresas impresa imprese azienda aziende yritys yritystä yritykset ettevõte ettevõtet"
    " ettevõtted įmonė įmonės įmonių firma firmy firm przedsiębiorstw podniků firem enpresa enpresak företag"
    " virksomheder",
    "partners": "partner partners partnern partenaires socios parceiros kumppania partnerit partneriai partnerių"
    " partnerów partnerů bazkide bazkideak parties",
    "organisations": "organisation organisations organization organizations organisaties organisationen"
    " organizaciones"
    " organizações organizzazioni organisaatiota organisaatiot organisatsiooni organizacijų organizacji organizací"
    " erakunde erakundeak members",
    "countries": "country countries land landen länder ländern pays país países paese paesi maata maassa riiki šalys"
    " šalyse šalių kraje krajów krajach zemí zemích herrialde herrialdeak",
    "regions": "region regions regio regio's regionen régions región regiones região regiões regione regioni aluetta"
    " piirkonda regionų regionów krajů eskualde zorgpactregio's zorgpact-regions",
    "networks": "network networks netwerk netwerken netzwerk netzwerke réseau réseaux red redes rede rete reti"
    " verkosto"
    " verkostoa võrgustikku tinklai sieci sítí sare",
    "partnerships": "partnership partnerships centre centres samenwerkingen samenwerkingsverbanden partnerschaften"
    " partenariats alianzas parcerias partenariati kumppanuutta",
    "projects": "project projects projecten projekt projekte projekten projet projets proyecto proyectos"
    " projeto projetos"
    " progetto progetti hanke hanketta hankkeita hankkeelle hankkeessa projekti projektit liikkuvuushanketta"
    " liikkuvuushankkeelle projektas projektai projektų projekty projektów projektů proiektu proiektuak",
    "people": "migrants refugees newcomers dropouts adults parents girls women jobseekers statushouders vluchtelingen"
    " nieuwkomers volwassenen ouders meisjes schulabbrecher migranten geflüchtete erwachsene eltern mädchen frauen"
    " réfugiés adultes filles femmes migrantes refugiados adultos mujeres familias rifugiati migranti adulti donne"
    " mulheres maahanmuuttajat maahanmuuttajille maahanmuuttajaa aikuiset aikuisille täiskasvanud suaugusieji dorośli"
    " person persons people participant participants respondents personen mensen personen personnes"
    " participants"
    " personas participantes persona persone partecipanti pessoas henkilöä osallistujaa inimest osalejat asmuo"
    " asmenys"
    " asmenų dalyviai osoba osoby osób uczestników osob účastníků pertsona pertsonak pertsonek jongeren jugendliche"
    " jugendlichen jeunes jóvenes jovens giovani nuorta noort jaunuolių młodych fachleuten fachleute",
    "placements": "placement placements internship internships stage stages praktikum praktika prácticas estágios"
    " estágio tirocini mobilities mobility stageplaatsen harjoittelua praktikat praktikų praktyk staży stáží",
    "jobs": "job jobs banen arbeitsplätze emplois empleos empregos posti työpaikkaa töökohta",
    "courses": "course courses cursus cursussen kurse cours cursos corsi kurssia kursust kursai kursów kurzů ikastaro",
    "applications": "application applications aanvragen anträge candidatures solicitudes candidaturas candidature"
    " hakemusta hakemuksista hakemuksia taotlust paraiškų wniosków žádostí eskaera",
}
COUNTED: Mapping[str, str] = MappingProxyType(
    {fold(word): name for name, words in _COUNTED.items() for word in words.split()}
)
"""What is counted, folded, to one English name for it in every language."""
