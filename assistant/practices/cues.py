"""Cue words, as data: what a sentence says when it tells of money, results, an evaluation, partners and so on."""

from collections.abc import Mapping
from types import MappingProxyType


def _cues(cues: Mapping[str, Mapping[str, str]]) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    return MappingProxyType(
        {cue: {language: tuple(words.split(", ")) for language, words in each.items()} for cue, each in cues.items()}
    )


CUES: Mapping[str, Mapping[str, tuple[str, ...]]] = _cues(
    {
        "money": {
            "en": "funded by, is funded, was funded, were funded, are funded, co-funded, cofunded, publicly funded,"
            " privately funded, public-privately funded, co-financed, cofinanced, financed by, a grant of, with a"
            " grant, grant under, subsidised by, paid for by, paid by, the government paid, contribute in kind,"
            " cash and in-kind, from industry, from government, money and in kind, cash and in kind, companies"
            " in kind, co-"
            " investment, government investment, does not subsidise, no grants of its own, total budget, yearly"
            " budget, annual budget, budget of, budget was, budget is, programme size, project had eur, funding"
            " comes from, receives funding, received funding, paid from, costs eur, cost eur, who pays,"
            " contributed in kind, contributions from, funding instruments, invest more than",
            "nl": "gefinancierd, medegefinancierd, subsidie, budget, begroting, betalen, betaald door,"
            " bekostigd, kosten,"
            " cofinanciering, investeren",
            "de": "gefördert, Förderung durch, Finanzierung, finanziert, Budget, bezahlt, Zuschuss, Kosten,"
            " kofinanziert",
            "fr": "financé, financée, cofinancé, budget, subvention, doté de, dotée de, financement",
            "es": "financiado, financiada, financian, cofinanciado, presupuesto, subvención, ayudas suman, dotado con",
            "pt": "financiado, financiada, cofinanciado, orçamento, subvenção, financiamento",
            "it": "finanziato, finanziata, cofinanziato, budget, sovvenzione, contributo di, finanziamento",
            "fi": "rahoitettu, rahoitti, rahoittaa, rahoitus, budjetti, tukea myönnettiin, tukea annettiin, avustus",
            "et": "rahastatud, rahastas, rahastamine, eelarve, toetus oli, kaasrahastatud",
            "lt": "finansuojamas, finansuoja, finansavo, biudžetas, lėšos, dotacija",
            "pl": "finansowany, sfinansowany, dofinansowanie, dofinansowany, budżet, miał wartość, wartość projektu",
            "eu": "finantzatu, finantzatzen, aurrekontua, diru-laguntza",
        },
        "evaluation": {
            "en": "evaluated, evaluation showed, evaluation found, evaluators, audit, audited, was assessed, were"
            " assessed, assessed the, are monitored, is monitored, were monitored, set and monitored, monitors the"
            " progress, progress is monitored, was reviewed, were reviewed, study showed, study concluded, study"
            " found, looked at their effect, results measured, effects were examined, peer reviewed, evaluation"
            " report, effect was measured, impact was measured, also concluded, study of, credited, examined by"
            " outsiders, committee concluded",
            "nl": "evaluatie van, beoordeelde, is beoordeeld, werd beoordeeld, onderzocht het effect, wordt"
            " gemonitord,"
            " gemeten, studie toonde, onderzoek toonde, visitatie",
            "de": "Evaluation ergab, Evaluation zeigte, wurde bewertet, schätzten ihre Fähigkeiten, Begleitforschung",
            "fr": "évaluation externe, audit, a été mesuré",
            "es": "se evaluó, evaluación externa, auditoría, fue valorado, se ha medido",
            "pt": "avaliação externa, auditoria, foi medido",
            "it": "valutazione esterna, audit, è stato valutato",
            "fi": "arvioitiin, arvioinnissa todettiin, arvioinnin tulokset, seurataan, auditoitiin",
            "et": "hinnati, hindamine näitas, auditeeriti",
            "lt": "vertinimas parodė, buvo vertinama, auditas",
            "pl": "oceniono, został oceniony, ewaluacja wykazała, ewaluacja projektu, audyt",
            "eu": "ebaluatu zuten, autoebaluazioa egin",
        },
        "outside": {
            "en": "independent expert, independent experts, independent committee, independent study,"
            " indepedent study,"
            " independent evaluation, external evaluation, externally evaluated, external evaluator, external"
            " evaluators,"
            " study of the university, study by the university, university study, study of * university, examined by"
            " outsiders, evaluated by, committee of independent experts, researchers of the university, inspectorate,"
            " audit report, expert committee",
            "nl": "onafhankelijke commissie, onafhankelijk onderzoek, externe evaluatie, onafhankelijke deskundigen,"
            " extern geëvalueerd, onderwijsinspectie, geëvalueerd door",
            "de": "unabhängige Studie, externe Evaluation, extern evaluiert, unabhängige Kommission, evaluiert von,"
            " wissenschaftlich begleitet",
            "fr": "évaluation externe, évaluation indépendante, étude indépendante, évalué par",
            "es": "evaluación externa, evaluación independiente, estudio independiente, evaluado por",
            "pt": "avaliação externa, avaliação independente, estudo independente, avaliado por",
            "it": "valutazione esterna, valutazione indipendente, studio indipendente, valutato da",
            "fi": "ulkopuolinen arviointi, ulkoinen arviointi, riippumaton arviointi",
            "et": "välishindamine, sõltumatu hindamine, sõltumatu uuring",
            "lt": "išorinis vertinimas, nepriklausomas vertinimas, nepriklausomas tyrimas",
            "pl": "ewaluacja zewnętrzna, niezależne badanie, niezależna ewaluacja",
            "eu": "kanpo-ebaluazioa, ebaluazio independentea",
        },
        "survey": {
            "en": "respondents, survey among, online survey, survey showed, survey of, questionnaire among,"
            " were surveyed,"
            " were asked, the survey was held, respondents said",
            "nl": "enquête, respondenten, bevraagd, vragenlijst onder",
            "de": "Befragung, Befragte, befragt, Umfrage",
            "fr": "enquête auprès, répondants, personnes interrogées, sondage",
            "es": "encuesta, encuestados, preguntó a, el estudio abarca",
            "pt": "inquérito, inquiridos, respondentes",
            "it": "sondaggio, intervistati, indagine",
            "fi": "kyselyyn, vastaajista, kyselyssä, kysely",
            "et": "küsitlus, vastajatest, küsitleti",
            "lt": "apklausa, respondentai, apklausti",
            "pl": "ankieta, respondenci, badanych",
            "eu": "inkesta, galdetegia",
        },
        "result": {
            "en": "achieved, as a result, resulted in, has led to, have led to, led to, has been successful,"
            " have been"
            " successful, succeeded in, was successful, improved, has increased, have increased, rose from,"
            " significantly higher, clearly more, is higher, higher there, higher uptake, more likely, positive"
            " impact, positive influence, favourable effect, effective and efficient, is effective, cost-"
            " efficient, highly cost-efficient, can be attributed, credited, sparked, was covered, were produced,"
            " products remain, found employment, found a job, have been identified, were identified, gives"
            " recognition, a further result, signed a cooperation agreement, was chosen as, won, brought 67,"
            " removed, delivered three, graduated, are satisfied with the results, contented with, were content"
            " with the results, better results, dropout fell, pass rate, fell from, effect was, outperformed",
            "nl": "vond werk, vonden werk, leverde op, opgeleverd, doeltreffend, gunstig effect, gestegen,"
            " verbeterd, slaagden, weggenomen",
            "de": "fanden Arbeit, erreicht, verbessert, erhielt, Wirkung, entstanden, entwickelt worden, führte"
            " zu, gestiegen",
            "fr": "a permis, ont permis, amélioré, augmenté, augmentent, prennent de l'assurance",
            "es": "ha bajado, ha subido, encontraron trabajo, logró, se logró, ha mejorado, ha permitido, han"
            " aumentado, dejó dos, consiguió",
            "pt": "melhoraram, alcançou, permitiu, aumentou, ficaram, conheceram novas",
            "it": "ha permesso, migliorato, aumentato",
            "fi": "saavutettiin, parani, lisääntyi, syntyi",
            "et": "saavutati, paranes, kasvas, valmis",
            "lt": "pasiekta, pagerėjo, padidėjo, sukurta",
            "pl": "osiągnął, osiągnięto, poprawiło, wzrosło, powstał, owocem",
            "eu": "lortu zuen, lortu dute, hobetu da",
        },
        "reach": {
            "en": "involved, involves, involving, reached, reaching, reaches, reach, took part, take part,"
            " takes part,"
            " taken part, participated, participating, participate, trained, covers, covering, coverage, cover,"
            " enrolled, benefited, benefit, attended, received training, speak for, stand behind, represents,"
            " represent, there are currently, there were, are involved, were involved, is used by, consists of,"
            " made up of, has expanded, expanded to, joined, supported by over, supported by more than, has 35,"
            " served, works with, from over, have signed, every year, each year, are"
            " covered, were reached",
            "nl": "studenten mee, leerlingen mee, bedrijven mee, namen deel aan, deden mee, doen mee, meededen,"
            " bereikten, bereikt, deelnemers, deelnamen, betrokken, namen"
            " deel, opgeleid,"
            " draaiden, aangesloten, bereikte",
            "de": "nehmen teil, nahmen daran teil, nahmen teil, teilnehmende, beteiligt, erreicht, machten mit,"
            " vorgestellt, geschult,"
            " beteiligten sich,"
            " meldeten sich",
            "fr": "ont participé, participants, concernés, bénéficié, ont organisé, formés, touché, impliqués, réunit",
            "es": "participaron, participan, participantes, tomaron parte, acogió, recibió, colaboran, se eligieron,"
            " formados, llegó a, beneficiarios, representan",
            "pt": "participaram, participantes, abrangeu, envolveu, beneficiaram, formados",
            "it": "hanno partecipato, partecipanti, coinvolto, coinvolti, raggiunto, formati",
            "fi": "osallistui, osallistuivat, osallistujaa, mukana, tavoitti, lähdetään",
            "et": "osales, osalesid, osalejat, kaasatud, koolitati",
            "lt": "dalyvavo, dalyvių, apmokyti, dalyvauja",
            "pl": "wzięło udział, skorzystało, uczestniczyło, uczestników, pojechało, przeszkolono",
            "eu": "parte hartu, hartu dute, bildu, etorrita",
        },
        "goal": {
            "en": "aims to, aim is, the aim, aims, main goal, main goals, goal is, goals are, objective is, main"
            " objective, main objectives, key objectives, objectives are, objectives were, target was, headline"
            " target, would like, wants to, wanted, want to, set out to, intends to, expected to, will be, will"
            " produce, will, should, is meant to, were to be, plans to, must be, main ambition, ambition is, goal"
            " of, seeks, was due, were due, could, might, by building partnerships, sets out to,"
            " hopes to, promises, if wished, had to be, aimed at improving, planned for the last year",
            "nl": "doel is, wil, moet, beoogt, streeft naar, zou, zal",
            "de": "Ziel ist, soll, sollen, sollte, sollten, will, möchte, wollten",
            "fr": "vise à, objectif, doit, souhaite",
            "es": "objetivo es, pretende, quiere, quiso, deberá, se propone, se había propuesto",
            "pt": "objetivo é, pretende, visa, deverá",
            "it": "obiettivo è, mira a, intende, dovrà",
            "fi": "tavoitteena on, tavoite on, on tarkoitus, pyrkii",
            "et": "eesmärk on, soovib, peaks",
            "lt": "tikslas yra, siekiama, ketina",
            "pl": "celem jest, ma na celu, zamierza",
            "eu": "helburua da, nahi du, helburu bat",
        },
        "began": {
            "en": "launched, was founded, were founded, founded in, set up in, started in, began in, began it, began"
            " the programme, first pilots began, was established, established in, started on, start of the"
            " project, were set up, was set up, started, began, since 2*, at the end of 2*, originally launched,"
            " created in, initiated in, opened in",
            "nl": "gestart, begon, begonnen, opgericht, gelanceerd, sinds, vanaf",
            "de": "begann, gestartet, gegründet, seit, startete, beginn",
            "fr": "lancé, lancée, créé, créée, commencé, a débuté, depuis",
            "es": "comenzó, empezó, se creó, creado, creada, nació, puso en marcha, desde",
            "pt": "começou, criado, criada, iniciou, arrancou, desde",
            "it": "avviato, nato, iniziato, lanciato, fondato",
            "fi": "käynnisti, alkoi, käynnistyi, perustettiin, aloitettiin",
            "et": "algas, alustas, loodi, käivitati",
            "lt": "prasidėjo, pradėtas, įkurtas, pradėta",
            "pl": "rozpoczął, powstał, założony, ruszył, rozpoczęto",
            "eu": "hasi zen, sortu zen, abiatu zen",
        },
        "lasted": {
            "en": "ran from, runs from, ran until, ran to, ran for, runs until, lasted, from 2*, completed in, was"
            " completed, ended in, closed in, fixed term, fixed-term, for a period of, three year period, year"
            " period, came to its end, was planned for, worked together from, end of the project, until 2*,"
            " between 2*, it ran, took place, for three years, for two years, carried out since, designed from,"
            " was held, updated in, period",
            "nl": "in de periode, liep van, liep tot, duurde, eindigde, voeren in de periode, afgerond in, t/m,"
            " tot en"
            " met",
            "de": "lief von, lief bis, dauerte, endete, Laufzeit, Zeitraum",
            "fr": "a duré, a pris fin, période",
            "es": "duró, terminó, finalizó, período",
            "pt": "durou, terminou, decorreu",
            "it": "è durato, durata, terminato, concluso",
            "fi": "kesti, päättyi, vuosina, tehdään vuosina",
            "et": "kestis, lõppes, aastatel",
            "lt": "truko, baigėsi, vyko",
            "pl": "trwał, zakończył, trwała",
            "eu": "iraun zuen, amaitu zen",
        },
        "transfer": {
            "en": "inspired by, modelled on, modeled on, a version of, own version, was taken over, has been taken"
            " over, taken over twice, transferred to, was transferred, transferable, replicated, replicable,"
            " copied by, adopted by, can move to another, scaled up to, rolled out to, its example, after its"
            " example, the idea has travelled, other countries can",
            "nl": "overgenomen door, overdraagbaar, geïnspireerd door, naar het voorbeeld van, navolging",
            "de": "übertragbar, übertragen auf, nach dem Vorbild, übernommen von, lassen sich übertragen",
            "fr": "transférable, transféré, inspiré de, repris par, reproductible",
            "es": "transferible, transferido, inspirado en, replicado, replicable, pueden trasladarse, aplicarse a"
            " mayor escala",
            "pt": "transferível, replicado, inspirado em, replicável",
            "it": "trasferibile, trasferito, ispirato a, replicabile",
            "fi": "siirrettävissä, otettu käyttöön muualla, monistettavissa",
            "et": "ülekantav, üle võetud, eeskujul",
            "lt": "perkeliamas, pritaikyta kitose, pavyzdžiu",
            "pl": "możliwość przeniesienia, przeniesiony, wzorowany na, zaadaptowany",
            "eu": "transferigarria, eredu hartuta",
        },
        "partner": {
            "en": "partnership between, partnerships between, partnership of, cooperation between, consortium of,"
            " consortium recently, partners from, partners met, partners come from, in cooperation with, in close"
            " cooperation with, in collaboration with, in close collaboration with, jointly by, networks of,"
            " created by networks of, networks that consist of, network that consists of, founded by, coordinated"
            " by, led by, run by, parties signed, supported by over, public-private partnership, a company and a"
            " school, company and one school, school and a company, pairs, work together with, have joined forces,"
            " member networks, took part on behalf of, with partners, on behalf of, relies on, the lead, is"
            " supported by, in partnership with, partnerships of, brought together",
            "nl": "partners uit, samenwerking tussen, partners zijn, consortium, in samenwerking met,"
            " uitgevoerd door,"
            " voeren onderzoeksbureaus, opdrachtgever",
            "de": "Partner sind, strategische Partnerschaft, Konsortium, in Zusammenarbeit mit, Kooperation zwischen",
            "fr": "partenaires, consortium, partenariat entre, en partenariat avec, en collaboration avec",
            "es": "socios, consorcio, en colaboración con, alianza entre, redes de",
            "pt": "parceiros, consórcio, em parceria com, em colaboração com",
            "it": "partner, consorzio, in collaborazione con, partenariato tra",
            "fi": "kumppanit, kumppanina, konsortio",
            "et": "partnerid, koostöös, konsortsium",
            "lt": "partneriai, partneriais, konsorciumas, bendradarbiaujant",
            "pl": "partnerzy, partnerami, konsorcjum, we współpracy z",
            "eu": "bazkideak, bazkidea, partzuergoa, elkarlanean",
        },
        "for_whom": {
            "en": "target group, target groups, target audience, aimed at, is for, are for, was for, were for,"
            " intended"
            " for, meant for, designed for, addressed to, activities for, open to, offered to, targets, targeting,"
            " training for, courses for, programme for, guide for, support for, enthuse, tools to, helps, help,"
            " teaches, serves, beneficiaries are, provide, for whom, lets, enable, enables, trains",
            "nl": "doelgroep, gericht op, bedoeld voor, is voor, zijn voor, bestemd voor, richt zich op",
            "de": "Zielgruppe, richtet sich an, richten sich an, bestimmt für, gedacht für, hilft, zielt auf",
            "fr": "public cible, s'adresse à, s'adresse aux, s'adressent à, destiné à, destinée à, destiné aux,"
            " pour les",
            "es": "grupo destinatario, se dirige a, se dirige al, destinado a, dirigido a, dirigida a, ofrece"
            " a, ofrece a los",
            "pt": "grupo-alvo, destina-se a, destina-se aos, dirigido a, destinado a, foram para",
            "it": "destinatari, si rivolge a, rivolto a, destinato a, dedicato a",
            "fi": "kohderyhmä, suunnattu, tarkoitettu",
            "et": "sihtrühm, mõeldud, suunatud",
            "lt": "tikslinė grupė, skirta, skirtas",
            "pl": "grupa docelowa, skierowany, skierowana, przeznaczony, dla uczniów, dla nauczycieli",
            "eu": "xede-taldea, zuzendua, zuzenduta, ikasleentzat",
        },
        "sector": {
            "en": "specific sector, each sector, sector of, healthcare sector, healthcare field, health sector, field"
            " of health, construction sector, dairy sector, tourism sector, agricultural sector, technology"
            " sector, manufacturing sector, financial sector, in construction, in tourism, in agriculture, in"
            " health care, care sector, high tech, in horticulture, hospitality industry, automotive industry",
            "nl": "sector, branche, bedrijfstak, in de zorg, in de bouw, in de techniek",
            "de": "Branche, Handwerk, im Bereich, im Sektor",
            "fr": "secteur, branche, enseignement agricole",
            "es": "sector, ramas, familias profesionales",
            "pt": "setor, sector, áreas foram",
            "it": "settore, comparto",
            "fi": "alalla, toimiala, rakennusalalta",
            "et": "sektor, valdkonnas",
            "lt": "sektorius, sektoriuje, sektoriaus",
            "pl": "branża, branży, sektor",
            "eu": "sektorea, sektorean, arloan",
        },
        "activity": {
            "en": "achieved through, pair, activities, took place, attention was given, made plans, meetings,"
            " have made, offers, offer,"
            " provides, provide, organises, organised, organises, workshops, guest"
            " lectures, guest-lectures, guest lessons, training modules, facilitates, supports, develop, develops,"
            " developed, compared, work together, works together, visited, visits, career days, internships,"
            " placements, coaching, mentoring, maps, exchanged, implemented, implements, "
            " wrote, practised, pairs, supports the regions, research and development, cooperate,"
            " helps, events, one-on-one, curriculum, comparing",
            "nl": "bieden, activiteiten, biedt, organiseert, gastlessen, begeleidt, ontwikkelt, werken samen,"
            " onderzoekt, doet mee",
            "de": "Aktivitäten, bietet, organisiert, entwickeln, begleitet, erprobt, schrieben, arbeiten zusammen",
            "fr": "activités, propose, organise, accompagne, développe, stages, partent",
            "es": "actividades, financian proyectos, ofrece, organiza, desarrolla, acompaña, visitaron, aprenden",
            "pt": "atividades, oferece, organiza, desenvolve, estágios",
            "it": "attività, offre, organizza, sviluppa, accompagna",
            "fi": "toiminta, tarjoaa, järjestää, kehittää, tekevät, auttaa",
            "et": "tegevused, pakub, korraldab, arendab, võrdlesid",
            "lt": "veikla, siūlo, organizuoja, kuria, praktika",
            "pl": "działania, oferuje, organizuje, rozwija, odbyli",
            "eu": "jarduerak, eskaintzen, antolatu, garatu, egin dute",
        },
        "no_sector": {
            "en": "private sector, public sector, business sectors, business sector, education sectors, sector"
            " of education,"
            " government and private sector, sectors of education",
            "nl": "private sector, publieke sector, meerdere sectoren",
            "es": "sector privado, sector público",
            "fr": "secteur privé, secteur public",
            "it": "settore privato, settore pubblico",
            "pt": "setor privado, setor público",
            "de": "privater Sektor, öffentlicher Sektor",
        },
        "pointer": {
            "en": "is described first, are described, this paper, this working paper, the chapter, more"
            " information, can be found, please see, the full report, for the most up-to-date,"
            " available via,"
            " the full audit report, download, see the website, an overview of, click here, this publication"
            " provides",
            "nl": "meer informatie, zie de website, te vinden op, download, lees meer",
            "de": "weitere informationen, finden Sie, zum Download, mehr dazu",
            "fr": "plus d'informations, télécharger, voir le site, en savoir plus",
            "es": "más información, descargar, véase, puede consultarse",
            "pt": "mais informações, descarregar, consulte",
            "it": "maggiori informazioni, scaricare, consultare il sito",
            "fi": "lisätietoja, lataa",
            "et": "lisateave, laadi alla, rohkem infot",
            "lt": "daugiau informacijos, atsisiųsti",
            "pl": "więcej informacji, pobierz",
            "eu": "informazio gehiago, deskargatu",
        },
        "eqavet": {
            "en": "EQAVET, quality assurance in vocational education, participation rate in VET, completion"
            " rate in VET,"
            " placement rate in VET, utilisation of acquired skills, EQAVET indicators",
            **dict.fromkeys(("nl", "de", "fr", "es", "pt", "it", "fi", "et", "lt", "pl", "eu"), "EQAVET"),
        },
    }
)
"""Words by what they are a cue of and by language; their endings may differ, and after a `*` any letters may follow."""

SCHOOL_LEVELS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        language: tuple(words.split(", "))
        for language, words in {
            "en": "secondary education, secondary schools, secondary school, primary education, primary"
            " schools, higher"
            " education, vocational education, vocational school, vocational schools, VET schools, VET"
            " providers, initial VET, continuing VET,"
            " upper secondary, lower secondary, pre-university secondary",
            "nl": "voortgezet onderwijs, basisonderwijs, hoger onderwijs, hoger beroepsonderwijs, mbo, vmbo, hbo, wo",
            "de": "Berufsschule, Berufsschulen, Berufsbildung, Hochschule, Sekundarstufe, berufliche Schulen",
            "fr": "lycées professionnels, lycée professionnel, enseignement agricole, enseignement supérieur, bac"
            " professionnel, apprentissage, collège",
            "es": "formación profesional, FP, educación secundaria, enseñanza superior, universidad, ciclos formativos",
            "pt": "ensino profissional, cursos profissionais, ensino secundário, ensino superior, escolas"
            " profissionais",
            "it": "formazione professionale, istituto professionale, scuola alberghiera, scuola secondaria,"
            " istruzione"
            " superiore, IeFP",
            "fi": "ammatillinen koulutus, ammatillisen koulutuksen, lukio, perusopetus, korkeakoulu",
            "et": "kutseharidus, kutsehariduse, kutsekool, kutsekoolid, gümnaasium, kõrgharidus",
            "lt": "profesinis mokymas, profesinio mokymo, bendrasis ugdymas, aukštasis mokslas",
            "pl": "kształcenie zawodowe, kształcenia zawodowego, szkoła zawodowa, technikum, szkoła branżowa",
            "eu": "Lanbide Heziketa, Lanbide Heziketako, batxilergoa, goi-mailako zikloak, erdi-mailako",
        }.items()
    }
)
"""Words for a level of education, more general than the levels of the vocabulary, by language."""

SECTOR_THEMES = frozenset(
    {"health-care", "agriculture-and-food", "tourism-and-hospitality", "industry", "digital-economy"}
)
"""Themes that are sectors of the economy."""
