"""Words that turn a sentence round, as data: negations, directions, and quantifiers that leave nothing out.

A word that ends in `*` is the start of a word. All are folded: lower case, without accents.
"""

from collections.abc import Mapping
from types import MappingProxyType

from corpus.mentions import fold


def _by_language(words: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    return MappingProxyType({language: frozenset(fold(each).split()) for language, each in words.items()})


NEGATIONS: Mapping[str, frozenset[str]] = _by_language(
    {
        "en": "not no never none without neither nor nobody nothing cannot nowhere didn doesn don isn wasn weren aren"
        " hasn haven hadn won wouldn shouldn couldn can't didn't doesn't don't isn't wasn't weren't aren't hasn't"
        " haven't hadn't won't wouldn't shouldn't couldn't",
        "nl": "niet geen nooit zonder niemand niets noch nergens evenmin",
        "de": "nicht kein keine keinen keiner keinem keines nie niemals ohne niemand nichts weder nirgends",
        "fr": "ne n pas sans aucun aucune jamais ni rien nul nulle",
        "es": "no sin nunca ningun ninguno ninguna jamas ni nadie tampoco",
        "pt": "nao sem nunca nenhum nenhuma jamais nem ninguem tampouco",
        "it": "non senza mai nessun nessuno nessuna ne niente nulla neppure nemmeno",
        "fi": "ei eivat en emme ette eika eivatka ilman ettei eivatkaan",
        "et": "ei mitte ilma ega pole polnud mitteformaalne* ara",
        "lt": "ne nera nebuvo nei be niekada jokio jokios joks jokia jokiu nebegali negali negalejo nebus neturi"
        " neturejo nedalyva* netur* nesa* neprival*",
        "pl": "nie bez nigdy zaden zadna zadnego zadnej zadnych ani brak",
        "cs": "ne neni nebyl nebyla nebylo nebyly bez nikdy zadny zadna zadne zadnych ani nemuze nemohou nema nemaji",
        "eu": "ez gabe inoiz ezin barik ezer inor",
        "sv": "inte ingen inga inget utan aldrig",
        "da": "ikke ingen intet uden aldrig",
    }
)
"""Words that negate what stands beside them."""

LACKING: Mapping[str, frozenset[str]] = _by_language(
    {
        "en": "free lack* fail* unable impossible absen* missing refus* exclud* rarely seldom hardly barely"
        " scarcely few"
        " stop* ban* forbid* prohibit* instead rather except unsuccessful* unlikely unclear unknown insufficient*"
        " inadequate* incomplete* non only prevent* avoid* abolish*"
        " drop* neglect* miss* reject*",
        "nl": "ontbreek* ontbrak* ontbrek* mist missen onvoldoende onbekend* gebrek* nauwelijks zelden onmogelijk*"
        " weinig weiger* uitgeslot* alleen"
        " slechts enkel verbod* verbied* verboden behalve afwijz* afgewezen gratis moeilijk*",
        "de": "abbruch* abbrech* droh* fehl* mangel* kaum selten unmoglich* wenig* verweiger* ausgeschloss* ausser"
        " nur statt verbot*"
        " abgelehnt* ablehn* scheiter* kostenlos kostenfrei schwierig*",
        "fr": "manqu* absence impossible* rarement peu refus* exclu* sauf seul* seulement difficil* gratuit*"
        " guere echou*",
        "es": "falta* carec* imposible* apenas rara* poco* poca* rechaz* exclu* salvo solo solamente unicamente"
        " dificil* fracas* gratuit*",
        "pt": "falta* carec* impossivel raramente pouco* pouca* recus* exclu* salvo so apenas somente dificil*"
        " gratuit*",
        "it": "manca* assen* impossibil* raramente poco pochi poche rifiut* esclu* salvo solo soltanto difficil*"
        " gratuit*",
        "fi": "puut* mahdoton* tuskin harvoin vahan harva* kielt* hylat* vain vailla vaikea* maksut*",
        "et": "puud* voimatu vaevalt harva vahe keeld* ainult vaid tasuta raske* ilma",
        "lt": "truk* neimanom* retai mazai tik vien atmet* draud* sunku* nemokam*",
        "pl": "brak* niemozliw* rzadko malo odmow* odrzuc* tylko jedynie trudn* bezplatn*",
        "cs": "chyb* nemozn* zridka malo odmit* jen pouze obtizn* zdarma",
        "eu": "falta* ezinezko* gutxi bakarrik soilik zail* doan baizik ezik",
        "sv": "saknas sallan omojlig* bara endast",
        "da": "mangler sjaeldent umulig* kun",
    }
)
"""Words that may say what a negation says: they bear a negation out, but demand none."""

NOT_NEGATING = (
    "not only",
    "not just",
    "no less",
    "no fewer",
    "no later",
    "no more than",
    "not more than",
    "not less than",
    "no longer than",
    "whether or not",
    "no doubt",
    "no sooner",
    "not least",
    "niet alleen",
    "niet minder",
    "niet meer dan",
    "nicht nur",
    "nicht mehr als",
    "nicht weniger als",
    "noch nicht nur",
    "ne que",
    "pas seulement",
    "non seulement",
    "no solo",
    "no solamente",
    "no mas de",
    "no menos de",
    "sin embargo",
    "nao so",
    "nao apenas",
    "non solo",
    "non piu di",
    "ei vain",
    "ei ainoastaan",
    "mitte ainult",
    "ne tik",
    "ne maziau",
    "ne daugiau",
    "ne trumpiau",
    "nie tylko",
    "co nie",
    "nejen",
    "ez bakarrik",
    "ez ezik",
)
"""Phrases in which a word of negation negates nothing, folded."""

_DIRECTIONS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "change": {
        "en": (
            "rise rises rose risen rising increas* grow grows grew grown growing growth climb* soar* doubl* tripl*"
            " expand* expansion multipl*",
            "fall falls fell fallen falling decreas* declin* drop drops dropped dropping shrink* shrank shrunk reduc*"
            " halv* dwindl* diminish* plummet* cut cuts",
        ),
        "nl": (
            "steeg stegen stijg* gestegen toenam* toenem* toegenomen toename groei* gegroeid* verdubbel* uitbreid*"
            " uitgebreid* nam-toe",
            "daal* daling* gedaald* afnam* afnem* afgenomen afname krimp* kromp* gekrompen halveer* verminder*"
            " vermindering* inkrimp*",
        ),
        "de": (
            "stieg* steig* gestiegen* zunahm* zunehm* zugenommen* zunahme* wuchs* wachs* gewachsen* verdoppel*"
            " erhoh* vergrosser* anstieg*",
            "sank* sink* gesunken* abnahm* abnehm* abgenommen* ruckgang* zuruckgegangen* schrumpf* halbier*"
            " verringer* gefallen* fiel fielen senk* gesenkt*",
        ),
        "fr": (
            "augment* hauss* croiss* cru croit doubl* accru* accroit* progress*",
            "baiss* dimin* recul* chut* redui* reduct* decroi*",
        ),
        "es": (
            "aument* subi* sube* crec* increment* duplic* ampli*",
            "disminu* baj* cae* cayo cayeron decrec* descen* reduc* redujo redujeron",
        ),
        "pt": (
            "aument* subi* sobe* cresc* increment* duplic* ampli*",
            "diminu* baix* cai* caiu cairam decresc* desce* reduz* reduc*",
        ),
        "it": (
            "aument* sal* cresc* crebb* cresciut* increment* raddoppi*",
            "diminu* cal* scend* sces* riduc* ridott* riduzion* ridusse",
        ),
        "fi": ("kasv* nous* lisaan* kohos* kaksinkert*", "laski laske* vahen* pienen* supist* puolittu* alen*"),
        "et": ("kasv* tous* touse* suuren* kahekord*", "lange* langus* vahen* kahan*"),
        "lt": ("did* augo auga augim* padid* isaug* kilo", "mazej* sumaz* krito krenta"),
        "pl": ("wzros* wzrast* zwieksz* rosn* rosl* podwo*", "spad* zmniejsz* zmalal* male*"),
        "cs": ("vzrost* rost* zvys* narust* zdvojn*", "kles* pokles* sniz* zmens*"),
        "eu": ("hazi* igo* handitu* gehitu* areago*", "jaitsi* gutxitu* murriztu* txikitu*"),
    },
    "amount": {
        "en": ("more most higher larger greater bigger longer", "less fewer lower smaller shorter least fewest"),
        "nl": ("meer meeste hoger* groter* langer*", "minder minst* lager* kleiner* korter*"),
        "de": (
            "mehr meisten hoher* grosser* langer*",
            "weniger wenigsten geringer* niedriger* kleiner* kurzer*",
        ),
        "fr": ("davantage superieur*", "moins inferieur*"),
        "es": ("mas mayor* superior*", "menos menor* inferior*"),
        "pt": ("mais maior* superior*", "menos menor* inferior*"),
        "it": ("piu maggior* superior*", "meno minor* inferior*"),
        "fi": ("enemman useampi* useimm* suurempi* korkeampi* pitempi* yli", "vahemman harvempi* pienempi* alle"),
        "et": ("rohkem enam enamik* suurem* korgem* pikem*", "vahem vaiksem* madalam* luhem*"),
        "lt": ("daugiau dauguma didesn* aukstesn* ilgesn*", "maziau mazesn* zemesn* trumpesn*"),
        "pl": ("wiecej wiekszosc* wieksz* wyzsz* dluzsz*", "mniej mniejsz* nizsz* krotsz*"),
        "cs": ("vice vic vetsina vetsi vyssi delsi", "mene min mensi nizsi kratsi"),
        "eu": ("gehiago gehien* handiago* luzeago*", "gutxiago gutxien* txikiago* laburrago*"),
    },
    "acceptance": {
        "en": (
            "adopt* accept* approv* grant granted grants award* welcom* agreed",
            "reject* refus* declin* denied deny turned-down disapprov*",
        ),
        "nl": (
            "aangenomen aanvaard* goedgekeurd* goedkeur* toegekend* gehonoreerd*",
            "verworpen verwerp* afgewezen afwijz* geweigerd* weiger* afgekeurd*",
        ),
        "de": (
            "angenommen* genehmig* bewillig* gebilligt* zugestimmt*",
            "abgelehnt* ablehn* verweiger* verworfen* zuruckgewiesen*",
        ),
        "fr": ("adopt* accept* approuv* accord* octroy*", "rejet* refus* repouss*"),
        "es": ("adopt* acept* aprob* aprueb* conced*", "rechaz* denega* deneg* desestim*"),
        "pt": ("adot* aceit* aprov* conced*", "rejeit* recus* indefer*"),
        "it": ("adott* accett* approv* conced* concess*", "respin* rifiut* bocci* rigett*"),
        "fi": ("hyvaksy* myonne* myonte*", "hylat* hylk* evat* torju*"),
        "et": ("voeti-vastu kiide* heaks* rahuldat*", "lukat* tagasi*"),
        "lt": ("priim* prieme patvirtin* pritar*", "atmet* atmest*"),
        "pl": ("przyjet* przyje* zatwierdz* przyznan*", "odrzuc* odmow*"),
        "cs": ("prijat* schval* priznan*", "zamitn* odmit*"),
        "eu": ("onartu* onespen*", "baztertu* ukatu* atzera*"),
    },
    "opening": {
        "en": (
            "open opens opened opening open-to start starts started starting begin begins began begun launch* kick*"
            " set-up",
            "close closes closed closing shut end ends ended ending finish* conclud* terminat* complet*",
        ),
        "nl": (
            "open opent opende* geopend* start* begon* begin* begint* gestart*",
            "sloot sloten sluit* gesloten eindig* geeindigd* beeindig* afgesloten afgerond*",
        ),
        "de": (
            "offen* eroffn* geoffnet* start* begann* beginn* begonnen*",
            "schloss* schliess* geschlossen* endet* beendet* abgeschlossen*",
        ),
        "fr": ("ouvr* ouvert* commenc* debut* lanc* demarr*", "ferm* termin* achev* clos* fini*"),
        "es": (
            "abiert* abri* abre* empez* empiez* comenz* comienz* inici* arranc*",
            "cerr* cierr* termin* finaliz* acab* concluy*",
        ),
        "pt": ("abert* abri* abre* comec* inici* arranc*", "fech* encerr* termin* acab* conclu*"),
        "it": ("apert* apri* apre* comincia* inizi* avvi*", "chius* chiud* termin* fini* conclu*"),
        "fi": (
            "avoin* avoim* avat* avas* avaa* alka* alko* kaynnist* aloit*",
            "sulje* sulki* paatty* paatt* loppu* lopett*",
        ),
        "et": ("avat* avas* algas* alga* alusta* kaivit*", "sulg* sulet* loppes* lopp* lopet*"),
        "lt": ("atvir* atidar* prasid* pradej* pradet*", "uzdar* baige* baigi* baigt* pasibaig*"),
        "pl": ("otwar* otwier* rozpocz* zaczyn* zacze*", "zamkn* zamyk* zakoncz* konczy*"),
        "cs": ("otevr* otevir* zaca* zacin* zahaj*", "zavr* uzavr* skonci* ukonc* konci*"),
        "eu": ("ireki* irekita hasi* hasten* abiatu*", "itxi* itxita amaitu* bukatu*"),
    },
    "quality": {
        "en": ("improv* better strengthen* enhanc* best", "worse worsen* deteriorat* weaken* worst"),
        "nl": ("verbeter* beter* versterk*", "verslechter* slechter* verzwak*"),
        "de": ("verbesser* besser* starkt* gestarkt*", "verschlechter* schlechter* schwach* geschwach*"),
        "fr": ("amelior* meilleur* mieux renforc*", "deterior* degrad* pire* affaibl* aggrav*"),
        "es": ("mejor* refuerz* reforz*", "empeor* peor* debilit*"),
        "pt": ("melhor* refor*", "pior* enfraque*"),
        "it": ("miglior* meglio rafforz*", "peggior* indebol*"),
        "fi": ("paran* parem* vahvist*", "huonon* huonom* heiken* heikom*"),
        "et": ("parane* parem* tugevda*", "halvene* halvem* norg*"),
        "lt": ("ger* pager* stipr* sustipr*", "blog* pablog* silp* susilp*"),
        "pl": ("popraw* leps* wzmocn*", "pogorsz* gors* oslab*"),
        "cs": ("zleps* leps* posil*", "zhors* hors* oslab*"),
        "eu": ("hobetu* hobe* indartu*", "okertu* okerrago* ahuldu*"),
    },
    "success": {
        "en": ("succeed* success*", "fail fails failed failing failure* unsuccessful*"),
        "nl": ("slaag* geslaagd* gelukt* succes*", "mislukt* faal* gefaald* mislukk*"),
        "de": ("gelang* gelung* erfolg*", "scheiter* gescheitert* misslung* misserfolg*"),
        "fr": ("reussi* succes", "echou* echec*"),
        "es": ("exito* logr*", "fracas* fallo fallar*"),
        "pt": ("sucesso* exito* consegu*", "fracass* falh*"),
        "it": ("success* riusc*", "falli* insuccess*"),
        "fi": ("onnistu* menesty*", "epaonnistu*"),
        "et": ("onnestu* edu*", "ebaonnestu*"),
    },
    "ease": {
        "en": ("easy easier easily easiest simple simpler", "difficult* hard harder hardest"),
        "nl": ("makkelijk* gemakkelijk* eenvoudig*", "moeilijk* lastig*"),
        "de": ("leicht leichter* einfach*", "schwer schwierig* schwerer*"),
        "fr": ("facil*", "difficil*"),
        "es": ("facil*", "dificil* dificult*"),
        "pt": ("facil*", "dificil* dificuldad*"),
        "it": ("facil*", "difficil* difficolt*"),
        "fi": ("helpo* helppo*", "vaikea* vaikeu*"),
        "et": ("lihts* kerge*", "raske* keeruli*"),
    },
    "duty": {
        "en": (
            "compulsory mandatory obligatory obliged required must",
            "voluntary voluntarily optional optionally",
        ),
        "nl": ("verplicht* moet moeten", "vrijwillig* vrijblijvend*"),
        "de": ("verpflicht* pflicht* muss mussen", "freiwillig*"),
        "fr": ("obligatoire* oblig*", "volontaire* facultati* benevol*"),
        "es": ("obligatori* oblig*", "voluntari* optativ* opcional*"),
        "pt": ("obrigatori* obrig*", "voluntari* facultativ* opcional*"),
        "it": ("obbligatori* obblig*", "volontari* facoltativ* opzional*"),
        "fi": ("pakolli* taytyy", "vapaaehtoi* valinnai*"),
        "et": ("kohustusl* peab peavad", "vabatahtl*"),
        "lt": ("privalo*", "savanor*"),
        "pl": ("obowiazk*", "dobrowoln*"),
        "cs": ("povinn*", "dobrovoln*"),
        "eu": ("derrigor* nahitaez*", "borondat* aukerako*"),
    },
    "share": {
        "en": ("majority mostly", "minority"),
        "nl": ("meerderheid*", "minderheid*"),
        "de": ("mehrheit*", "minderheit*"),
        "fr": ("majorit*", "minorit*"),
        "es": ("mayoria*", "minoria*"),
        "pt": ("maioria*", "minoria*"),
        "it": ("maggioranz*", "minoranz*"),
        "fi": ("enemmist*", "vahemmist*"),
        "et": ("enamus* enamik*", "vahemus*"),
    },
    "order": {
        "en": ("before", "after"),
        "nl": ("voordat vooraf", "nadat achteraf"),
        "de": ("bevor", "nachdem"),
        "fr": ("avant", "apres"),
        "es": ("antes", "despues"),
        "pt": ("antes", "depois apos"),
        "it": ("prima", "dopo"),
        "fi": ("ennen", "jalkeen"),
        "et": ("enne", "parast"),
    },
    "inclusion": {
        "en": ("includ* admit*", "exclud* exclusion*"),
        "nl": ("inbegrepen inclusief", "uitgesloten uitsluit* exclusief"),
        "de": ("einschliess* eingeschlossen*", "ausgeschlossen* ausschliess*"),
        "fr": ("inclu* compris*", "exclu*"),
        "es": ("inclu*", "exclu*"),
        "pt": ("inclu*", "exclu*"),
        "it": ("inclu* compres*", "esclu*"),
    },
    "agreement": {
        "en": (
            "agree agrees satisfied satisf* content pleased happy liked likes support supports supported praise*"
            " welcom*",
            "disagree* dissatisf* oppos* against critici* dislik* unhappy complain*",
        ),
        "nl": ("eens tevreden positief", "oneens ontevreden tegen kritiek*"),
        "de": ("zufrieden*", "unzufrieden* dagegen"),
        "fr": ("satisfait* favorable*", "insatisfait* mecontent* defavorable*"),
        "es": ("satisfech*", "insatisfech*"),
        "fi": ("tyytyvai*", "tyytymat*"),
    },
    "frequency": {
        "en": ("often always frequently usually", "rarely seldom never"),
        "nl": ("vaak altijd meestal", "zelden nooit"),
        "de": ("oft haufig* immer meist*", "selten nie niemals"),
        "fr": ("souvent toujours", "rarement jamais"),
        "es": ("frecuente* siempre menudo", "nunca rara* raras"),
        "pt": ("frequente* sempre", "nunca raramente"),
        "it": ("spesso sempre", "raramente mai"),
        "fi": ("usein aina", "harvoin koskaan"),
        "et": ("sageli tihti alati", "harva"),
    },
    "worth": {
        "en": (
            "positive* effective* strong stronger favourable favorable useful",
            "negative* ineffective* weak weaker unfavourable unfavorable useless",
        ),
        "nl": (
            "positie* doeltreffend* effectie* sterk gunstig*",
            "negatie* ondoeltreffend* ineffectie* zwak* ongunstig*",
        ),
        "de": ("positiv* wirksam* stark gunstig*", "negativ* unwirksam* schwach* ungunstig*"),
        "fr": ("positi* effica* favorable*", "negati* ineffica* defavorable*"),
        "es": ("positiv* efica* favorable*", "negativ* inefica* desfavorable*"),
        "pt": ("positiv* efica* favorav*", "negativ* inefica* desfavorav*"),
        "it": ("positiv* effica* favorevol*", "negativ* ineffica* sfavorevol*"),
        "fi": ("myontei* posit* tehok* hyodylli*", "kieltei* negat* tehoto*"),
        "et": ("positiiv* tohus*", "negatiiv* ebatohus*"),
        "lt": ("teigiam* veiksming*", "neigiam* neveiksming*"),
        "pl": ("pozytywn* skuteczn*", "negatywn* nieskuteczn*"),
        "cs": ("pozitivn* ucinn*", "negativn* neucinn*"),
    },
    "size": {
        "en": ("large* big* bigg* long high higher highest", "small* short low lower lowest little"),
        "nl": ("groot* grote lang lange hoog hoge hoogst*", "klein* kort* laag lage laagst*"),
        "de": (
            "gross* lang lange langen hoch* hohe hohen",
            "klein kleine kleinen kurz kurze kurzen niedrig* gering*",
        ),
        "fr": ("grand* long longue* eleve*", "petit* court* faible*"),
        "es": ("grande* largo* larga* alto* alta*", "pequen* corto* corta* bajo baja"),
        "pt": ("grande* longo* longa* alto* alta*", "pequen* curto* curta* baixo baixa"),
        "it": (
            "grande grandi lungo lunga lunghi lunghe alto alta",
            "piccol* corto brev* basso bassa pochi poche",
        ),
        "fi": ("suuri suure* pitka* korkea* moni mone* paljon", "pieni piene* lyhy* matala* harva vahan"),
        "et": ("suur suure* pikk pika* korge* paljud palju", "vaike* luhi* madal* vahesed vahe"),
    },
    "number": {
        "en": ("many numerous", "few"),
        "nl": ("veel vele talrijk*", "weinig"),
        "de": ("viele vielen viel zahlreich*", "wenige wenigen wenig"),
        "fr": ("beaucoup nombreu*", "peu"),
        "es": ("mucho mucha muchos muchas numeros*", "poco poca pocos pocas"),
        "pt": ("muito muita muitos muitas numeros*", "pouco pouca poucos poucas"),
        "it": ("molti molte numeros*", "pochi poche"),
    },
    "openness": {
        "en": ("public publicly", "private privately"),
        "nl": ("publiek* openbaar openbare", "privaat private"),
        "de": ("offentlich*", "privat*"),
        "fr": ("public* publique*", "prive*"),
        "es": ("public*", "privad*"),
        "pt": ("public*", "privad*"),
        "it": ("pubblic*", "privat*"),
    },
    "price": {
        "en": ("free", "paid fee fees charged costly expensive"),
        "nl": ("gratis kosteloos", "betaald* betaalde duur"),
        "de": ("kostenlos* kostenfrei* gebuhrenfrei*", "kostenpflichtig* gebuhrenpflichtig* gebuhr*"),
        "fr": ("gratuit*", "payant* payer"),
        "es": ("gratuit* gratis", "pago pagar* pagad*"),
        "fi": ("maksuton* maksutt* ilmai*", "maksullis*"),
        "et": ("tasuta", "tasuline* tasulis*"),
    },
    "level": {
        "en": ("internal* inside", "external* outside"),
        "nl": ("intern interne", "extern externe"),
        "de": ("intern*", "extern*"),
        "fr": ("intern*", "extern*"),
        "es": ("intern*", "extern*"),
    },
    "same": {
        "en": ("same alike similar", "different* differ differs differed unlike"),
        "nl": ("zelfde dezelfde hetzelfde gelijk", "verschillend* anders"),
        "de": ("gleich gleiche* selbe* dieselbe*", "verschieden* unterschied* anders"),
        "fr": ("meme memes", "different*"),
        "es": ("mismo* misma*", "diferente* distint*"),
    },
    "side": {
        "en": ("join* enter*", "leave leaves left leaving withdrew withdraw* quit"),
    },
    "time": {
        "en": ("early earlier earliest", "late later latest"),
        "nl": ("vroeg vroeger eerder", "laat later"),
        "de": ("fruh fruher*", "spat spater*"),
        "es": ("temprano", "tarde"),
    },
}


# More goes with rising, and being turned down with failing.
_ALSO: Mapping[str, str] = {"amount": "change", "success": "acceptance"}


def _directions() -> Mapping[str, Mapping[str, tuple[tuple[str, int], ...]]]:
    by_language: dict[str, dict[str, list[tuple[str, int]]]] = {}
    for concept, languages in _DIRECTIONS.items():
        for language, sides in languages.items():
            words = by_language.setdefault(language, {})
            for side, listed in zip((1, -1), sides, strict=True):
                for word in fold(listed).split():
                    words.setdefault(word, []).append((_ALSO.get(concept, concept), side))
    return MappingProxyType({language: _frozen(words) for language, words in by_language.items()})


def _frozen(words: Mapping[str, list[tuple[str, int]]]) -> Mapping[str, tuple[tuple[str, int], ...]]:
    return MappingProxyType({word: tuple(poles) for word, poles in words.items()})


DIRECTIONS: Mapping[str, Mapping[str, tuple[tuple[str, int], ...]]] = _directions()
"""By language, words that say which way something goes: for each its concepts, and the side (1 or -1) it is on."""

_QUANTIFIERS: Mapping[str, Mapping[str, str]] = {
    "all": {
        "en": "all every everyone everybody everything entire* whole always everywhere",
        "nl": "alle elk elke ieder iedere iedereen allemaal heel hele gehele altijd overal alles helemaal",
        "de": "alle allen aller alles jede jeder jedes jeden jedem samtlich* ganz* immer uberall gesamt*",
        "fr": "tous tout toutes toute chaque entier* toujours partout ensemble totalite",
        "es": "todos todo todas toda cada entero* entera* siempre",
        "pt": "todos todo todas toda tudo cada inteiro* inteira* sempre",
        "it": "tutti tutto tutte tutta ogni ognuno ciascun* inter* sempre",
        "fi": "kaikki kaikk* kaike* jokai* koko aina joka",
        "et": "koik koigi* koike* iga igal kogu terve alati",
        "lt": "visi visos visus visas visu visose visuose visa kiekvien* visada visoms visiems",
        "pl": "wszystk* wszysc* kazd* caly cala cale calej zawsze",
        "cs": "vsechn* vsichni vsech vsem kazd* cely cela cele vzdy",
        "eu": "guzti* dena denak denek oro beti osoa osoan bakoitz*",
    },
    "only": {
        "en": "only solely exclusively merely mere sole alone",
        "nl": "alleen slechts enkel uitsluitend enige louter",
        "de": "nur ausschliesslich lediglich allein einzige* bloss",
        "fr": "seulement seul seule seuls seules uniquement exclusivement que qu unique",
        "es": "solo solamente unicamente exclusivamente unico unica unicos unicas",
        "pt": "so somente apenas unicamente exclusivamente unico unica",
        "it": "solo soltanto solamente unicamente esclusivamente unico unica",
        "fi": "vain ainoa* ainoastaan pelkasta* yksinomaan",
        "et": "ainult vaid uksnes ainus ainsa*",
        "lt": "tik vien tiktai vienintel* isimtinai",
        "pl": "tylko jedynie wylacznie jedyn*",
        "cs": "jen pouze jedine vyhradne jedin*",
        "eu": "bakarrik soilik baino besterik",
    },
    "first": {
        "en": "first 1st",
        "nl": "eerst* 1e",
        "de": "erst* zuerst",
        "fr": "premier* premiere* 1er 1re",
        "es": "primer* 1a",
        "pt": "primeir*",
        "it": "prim*",
        "fi": "ensimmai* ensin ensiksi",
        "et": "esime* esma* koigepealt",
        "lt": "pirm*",
        "pl": "pierwsz*",
        "cs": "prvni* prvnih* poprve",
        "eu": "lehen* aurren*",
    },
    "best": {
        "en": "largest biggest best highest oldest youngest fastest greatest worst lowest smallest leading unique"
        " main major chief key principal top prime most",
        "nl": "grootst* best beste hoogst* oudst* snelst* laagst* kleinst* uniek* belangrijkst* voornaamst* hoofd*",
        "de": "grosst* beste besten hochst* altest* schnellst* niedrigst* kleinst* einzigartig* wichtigst* haupt*",
        "fr": "meilleur* unique* princip* majeur*",
        "es": "mejor* unic* princip*",
        "pt": "melhor* unic* princip*",
        "it": "miglior* unic* princip*",
        "fi": "suurin suurim* paras parha* korkein vanhin pienin tarkein*",
        "et": "suurim* parim* korgeim* vanim* koige",
        "lt": "didziaus* geriaus* aukscia* seniaus*",
        "pl": "najwiek* najlep* najwyz* najstar*",
        "cs": "nejvet* nejlep* nejvys* nejstar*",
        "eu": "onen* handien* zaharren* altuen*",
    },
    "most": {
        "en": "most majority mostly",
        "nl": "meeste meerderheid* meestal",
        "de": "meist* mehrheit*",
        "fr": "plupart majorit*",
        "es": "mayoria* mayor",
        "pt": "maioria* maior",
        "it": "maggior* maggioranz*",
        "fi": "useimm* enemmist* valtaosa* suurin",
        "et": "enamik* enamus* suurem",
        "lt": "daugum* dauguma",
        "pl": "wiekszosc*",
        "cs": "vetsin*",
        "eu": "gehien*",
    },
}

QUANTIFIERS: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        language: MappingProxyType(
            {
                word: tuple(name for name, each in _QUANTIFIERS.items() if word in fold(each.get(language, "")).split())
                for words in _QUANTIFIERS.values()
                for word in fold(words.get(language, "")).split()
            }
        )
        for language in _QUANTIFIERS["all"]
    }
)
"""By language, words that leave nothing out or put something above all else: for each the quantifiers it stands for."""

NOT_QUANTIFYING = (
    "in all",
    "after all",
    "above all",
    "at all",
    "at most",
    "not all",
    "for the first time",
    "all in all",
    "all on board",
    "every year",
    "every month",
    "every week",
    "every day",
    "every two",
    "every three",
    "at first",
    "first of all",
    "at best",
    "best practice",
    "best practices",
    "elk jaar",
    "ieder jaar",
    "iedere maand",
    "elke week",
    "jedes jahr",
    "jeden monat",
    "chaque annee",
    "tous les ans",
    "cada ano",
    "todos los anos",
    "cada mes",
    "todos os anos",
    "ogni anno",
    "joka vuosi",
    "igal aastal",
    "iga aasta",
    "kasmet",
    "co roku",
    "kazdy rok",
    "urte bakoitz",
    "tout en",
    "avant tout",
    "surtout",
    "sobre todo",
    "en todo caso",
    "ante todo",
    "heel veel",
    "ganz besonders",
    "as a whole",
)
"""Phrases in which a quantifier says nothing of the kind, folded."""
