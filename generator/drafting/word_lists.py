"""Word lists of English journalism: honorifics, roles, bodies, reporting verbs."""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(line.split()) for line in text.split(",") if line.strip())


HONORIFICS = _words(
    """
    Mr Mrs Ms Miss Mx Dr Prof Professor Sir Dame Lord Lady Baron Baroness Sheikh Sheikha Imam Rabbi Father Sister
    Brother Rev Reverend Bishop Archbishop Cardinal Pope Ayatollah King Queen Prince Princess Emir Sultan Emperor
    Gen General Adm Admiral Col Colonel Capt Captain Lt Lieutenant Maj Major Sgt Sergeant Cpl Corporal Cmdr Cdr
    Commander Commodore Brig Brigadier Marshal Commissioner Superintendent Inspector Detective Officer Sheriff
    President Premier Chancellor Minister Secretary Sen Senator Rep Representative Gov Governor Mayor Speaker
    Ambassador Judge Justice Envoy Chairman Chairwoman Chair Director Councillor Councilman Delegate Congressman
    Congresswoman Assemblyman Assemblywoman Alderman Alderwoman Baron Chairperson Deputy Emerita Emeritus
    Secretary-General Director-General Attorney-General Governor-General Ministers Presidents Senators Sens Reps Generals
    Professors Profs Drs Messrs Ambassadors Judges Princes Councillors Secretaries Spokesperson Spokesman Spokeswoman
    """
)
"""Words before the name of a person, without the full stop."""
HONORIFIC_MODIFIERS = _words(
    """
    Vice Prime Foreign Defense Defence Finance Interior Home Trade Energy Health Justice Transport Environment
    Education Labor Labour Culture Justice Economy Agriculture Information Rear Chief Attorney Crown Deputy Acting
    Former Ex Grand Brigadier Lieutenant Major First Second Field Air Squadron Wing Staff Executive Managing Associate
    Assistant Financial Operating Technology Information Marketing Medical Scientific Legal Supreme Special State Treasury Opposition House Senate Majority Minority
    """
)
FEMALE = _words(
    "Mrs Ms Miss Dame Lady Baroness Queen Princess Sister Sheikha Chairwoman Congresswoman spokeswoman chairwoman "
    "businesswoman policewoman congresswoman actress widow woman girl grandmother aunt niece wife mother sister daughter queen princess stateswoman"
)
MALE = _words(
    "Mr Sir Lord Baron King Prince Father Brother Pope Imam Sheikh Chairman Congressman Councilman Bishop Archbishop "
    "Cardinal Ayatollah spokesman chairman businessman policeman congressman fisherman king prince father brother "
    "son statesman man boy grandfather uncle nephew husband"
)

ORGANISATION_HEADS = _words(
    """
    Academy Administration Agency Airlines Airways Alliance Army Assembly Associates Association Authority Bank Battalion
    Board Brigade Broadcasting Bureau Bundestag Cabinet Capital Center Centre Chamber Charity Chronicle Church Club
    Coalition College Command Commission Committee Commonwealth Company Confederation Congress Consortium Cooperative
    Co-operative Corp Corporation Corps Council Courier Court Daily Democrats Department Directorate Duma Echo Energy
    Enterprises Exchange Executive Facility Federation Fleet Force Forces Forum Foundation Front Fund Garrison Gazette
    Government Group Guard Guards Guild Herald Holding Holdings Hospital House Inc Industries Initiative Institute
    Institution Insurance International Journal Knesset Lab Labs Laboratory Laboratories Panel League Ledger Legion Limited LLC LLP Ltd
    Magazine Militia Ministry Mission Motors Movement Survey Museum Nations Navy Network News Observatory Observer Office Oil
    Orchestra Organisation Organization Pact Parliament Partners Partnership Party Petroleum Plc Police Post Power Presidium
    Press Program Programme Project Radio Register Regiment Reserve Review School Secretariat Securities Senate Service
    Services Shipping Sons Brothers Bros Society Solutions Staff Standard Steel Syndicate Systems Taskforce Technologies Telegraph
    Television Times Treasury Tribunal Tribune Trust TV Union University Ventures Watch Works plc GmbH AG SA NV AB Oy
    AFC Athletic FC Rail Rovers Wanderers Aerospace Airline Breweries Brewery Chemicals Distillers Electronics Ferries Foods Hotels Lines Logistics Metals
    Minerals Mining Pharma Pharmaceuticals Railway Railways Semiconductor Semiconductors Stores Supermarkets Telecom Telecoms
    """
)
"""Last words of the names of bodies; before "of" or "for", first words too."""
THING_HEADS = _words(
    """
    Accord Accords Act Agenda Agreement Amendment Archipelago Article Avenue Award Base Basin Bay Beach Bill Boulevard Bridge
    Building Canal Cape Castle Charter Christmas City Clause Coast Code Communique Conference Constitution Convention
    Corridor County Cup Day Declaration Delta Desert District Doctrine Easter Embassy Estuary Exercise Festival
    Fjord Forest Games Gulf Harbor Harbour Heights Highway Hill Hills Holocaust Initiative Island Islands Isles Lake
    Law Line Mediterranean Memorial Memorandum Mount Mountain Mountains Ocean Olympics Operation Oscars Pact Palace Park
    Passage Peninsula Pipeline Plan Plateau Plaza Point Port Prize Protocol Province Ramadan Reef Region Report
    Resolution Revolution Ridge River Road Route Scenario Sea Section Sound Square Station Statute Strait Straits
    Street Summit Territory Tower Town Treaty Valley Village War Zone Airport Figure Chapter Table Appendix Annex
    Eve Memo
    """
) - {"Initiative", "Pact"}
"""Last words of names that are neither a person nor a body."""
NAMES_OF_PLACES = _words(
    "Article Cape Camp Chapter Exercise Figure Fort Gulf Highway Hurricane Lake Mount Operation Port Resolution Route Scenario Section Storm "
    "Strait Table Treaty Typhoon Cyclone Appendix Annex"
)
"""First words of names that are neither a person nor a body."""
SURNAMES = _words(
    "Award Bank Banks Bay Beach Bill Bridge Bush Castle Chamber Church Club Coast Day Field Force Forest Guard Heath Hill Hills House "
    "Lake Law Line Park Pope Post Power Press Prince Rivers Road Rock Sea Steel Staff Stone Street Summit Temple Tower Town "
    "Valley War Watch Wood Woods Works Young West North South King Price"
)
"""Main nouns of bodies and things that are surnames too."""
RESEARCH_HEADS = _words(
    "Academy Center Centre College Foundation Institute Institution Lab Laboratory Observatory School Society University Trust"
)
"""Words in the names of bodies that do research or teach."""

EXPERT_NOUNS = _words(
    """
    academic analyst anthropologist biologist chemist climatologist criminologist demographer ecologist
    economist engineer epidemiologist expert fellow forecaster geographer geologist historian investigator lawyer lecturer
    linguist meteorologist oceanographer philosopher physicist political-scientist pollster professor researcher reader
    scholar scientist seismologist sociologist specialist statistician strategist theorist virologist veteran
    """
)
"""Nouns for people who speak with knowledge."""
PARTY_NOUNS = _words(
    """
    actor adviser advisor agent aide ally attaché banker boss builder captain chairman chairwoman chair chairperson chief
    co-author co-founder colleague commander commissioner consul counsel counsellor councillor delegate deputy deckhand dictator diplomat
    director envoy executive farmer fighter fisherman founder general governor head inspector insider insurer investor
    journalist judge king lawmaker leader legislator lobbyist manager mayor mediator member minister monarch negotiator
    officer official operator organizer organiser owner partner pilot politician premier president prince prosecutor queen
    rebel representative reporter resident sailor secretary senator soldier speaker spokesman spokesperson spokeswoman
    superintendent superior teacher trader trustee witness worker activist admiral ambassador archbishop bishop author
    campaigner candidate chancellor coach coordinator correspondent critic dissident doctor editor emir employee
    eyewitness governor guard lawyer lieutenant nurse parliamentarian passenger pastor patient person physician
    policeman policewoman priest principal protester source student subscriber supporter surgeon survivor treasurer
    tycoon veteran victim villager volunteer voter widow writer skipper sheriff neighbour neighbor shareholder
    creditor lender analyst economist underwriter regulator predecessor successor brother sister father mother son
    daughter wife husband uncle aunt cousin friend attorney assistant baker driver shopkeeper homeowner mechanic
    electrician carpenter miner docker dockworker retiree pensioner caretaker landlord tenant migrant refugee hostage
    prisoner inmate aide-de-camp curator librarian firefighter paramedic rancher grower trucker waiter singer actress
    daughter-in-law son-in-law mother-in-law father-in-law sister-in-law brother-in-law grandson granddaughter
    grandmother grandfather nephew niece man woman boy girl teenager toddler student MP MEP MSP CEO CFO COO CTO KC QC
    barrister solicitor observer footballer goalkeeper player referee developer novelist poet playwright designer architect astronaut biker commuter traveller traveler tourist
    """
)
"""Nouns for people who act, or speak for somebody."""
PARTY_MEMBERS = _words("Democrat Republican Conservative Liberal Socialist Communist Tory")
PERSON_NOUNS = EXPERT_NOUNS | PARTY_NOUNS | PARTY_MEMBERS
_IRREGULAR = {
    "people": "person", "spokesmen": "spokesman", "spokeswomen": "spokeswoman", "fishermen": "fisherman",
    "chairmen": "chairman", "attachés": "attaché", "witnesses": "witness", "secretaries": "secretary",
    "allies": "ally", "eyewitnesses": "eyewitness", "men": "person", "women": "person", "policemen": "policeman",
}  # fmt: skip
COMPOUND_PERSON = re.compile(r"[a-z]{3}(?:wom[ae]n|m[ae]n|person|people)$")
"""Nouns for people by what they do: "ferrywoman"."""
ORGANISATION_NOUNS = _phrases(
    """
    agency, airline, government, office, campaign, army, authority, bank, board, broadcaster, bureau, charity, coalition, commission, committee,
    company, congress, consultancy, contractor, cooperative, council, court, department, exchange, firm, foundation,
    fund, group, insurer, institute, laboratory, lender, magazine, manufacturer, militia, ministry, movement, navy,
    network, newspaper, opposition, operator, organisation, organization, parliament, party, police, publisher,
    brewer, carmaker, chipmaker, drugmaker, lobby, shipbuilder, shipyard, refiner, regulator, retailer, secretariat, start-up, startup, think tank, union, university, utility, watchdog,
    cabinet, junta, service, federation, supplier, producer, maker, owner, administration, lab, school, museum, club, church, hospital, presidency, embassy
    """
)
"""Nouns for bodies; a body is a company, an authority, a party and so on."""
COMPANY_NOUNS = _words(
    "company firm group bank lender manufacturer operator airline start-up startup supplier producer maker"
)
PLACE_NOUNS = _words(
    "capital city town village port island province region district county peninsula state suburb neighbourhood "
    "neighborhood border harbour harbor river bay lake coast"
)
THING_NOUNS = _words(
    """
    frigate ship vessel destroyer submarine tanker ferry boat yacht cutter dredger barge missile rocket satellite
    aircraft plane jet drone tank exercise drill operation film movie book novel song album play programme program
    show series game app newsletter podcast newspaper's system treaty convention agreement law act project storm
    hurricane typhoon cyclone horse dog ship's
    """
)
"""Nouns before the name of a thing: "the frigate Stolna"."""
INSTITUTIONS = re.compile(
    r"(?:coast ?guard|navy|army|air force|armed forces|military|police(?: force)?|parliament|senate|supreme court|"
    r"constitutional court|central bank|border guard|secret service|intelligence (?:service|agency)|security (?:service|council)s?|"
    r"state (?:television|media|news agency|radio|broadcaster)|(?:naval|general) staff|"
    r"(?:(?:foreign|defen[cs]e|interior|finance|transport|energy|health|trade|economy|justice|agriculture|environment|"
    r"education|information|labou?r|culture|tourism|industry|home) )(?:and \w+ )?(?:ministry|department)|"
    r"(?:treasury|home office|foreign office|state department))(?![\w-])"
)
"""Bodies of a state, written in lower case after its name: "Norway's coast guard"."""
STATE_NOUNS = re.compile(
    r"(?:(?:[\w-]+ ){0,3}(?:agency|ministry|regulator|election commission)|(?:\w+ )?(?:government|president|prime minister|parliament|capital|army|navy|armed forces|military|coast guard|"
    r"constitution|independence|border|borders|minister|ministry|"
    r"central bank|ambassador|embassy|king|queen|territory|waters|airspace|economy|coast|people|citizens|ruling party|"
    r"opposition|grain|gas|oil|exports|troops|forces|rulers|population|regime|monarchy|history|sovereignty))\b"
)
"""Nouns after "X's" that show that X is a state."""
COMPANY_POSSESSIONS = re.compile(
    r"(?:\w+ )?(?:chief (?:executive|financial|operating)|general counsel|shares|stock|results|revenue|profits?|losses|"
    r"customers|shareholders|investors|board|headquarters|offices?|employees|earnings|sales|factory|plants?|(?:\w+ )?debts?|bonds?|"
    r"websites?|products?|brands?|stake)\b"
)

FUNCTION_WORDS = _words(
    """
    a an the this that these those it its he she they we you i his her their our your my him them us me who whom whose which what
    when where why how and or but nor so yet for if then than as at by in into of off on onto out over to up with
    without from about after before during since until till under through across against along among around behind
    below beneath beside between beyond despite down except inside like near outside past per toward towards upon
    within is are was were be been being am do does did has have had will would shall should can could may might must
    not no yes never also only just even still already again once twice here there now today tomorrow yesterday
    tonight later soon last next some any each every both either neither all most many much few several other
    another such same own more less least one two three four five six seven eight nine ten eleven twelve dozens
    hundreds thousands millions because although though while whereas whether unless however meanwhile moreover
    nevertheless instead perhaps maybe indeed asked according given nobody somebody everybody everyone anyone
    someone nothing something everything anything none half first second third fourth almost nearly roughly
    somewhat rather quite very too well let if speaking having being born based named called ask how's what's that's
    it's there's here's let's we're they're you're i'm he's she's don't doesn't didn't isn't aren't wasn't can't
    won't it'll we'll they'll we've they've you've i've he'd she'd they'd we'd today's yesterday's regardless
    elsewhere somewhere overall finally eventually recently currently formerly officially privately publicly
    critics officials analysts experts diplomats investors regulators underwriters lawmakers residents people
    police women men children money reserves premiums revenue shares delegations partners exercises work tides
    """
)
"""Words that do not begin a name when they begin a sentence."""
CALENDAR = _words(
    """
    January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug
    Sep Sept Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday Spring Summer Autumn Winter
    Christmas Easter Ramadan
    """
)
REGIONS = _words(
    """
    Western Eastern Northern Southern Central European African Asian American Arab Arctic Atlantic Pacific Nordic
    Baltic Balkan Slavic Islamic Islamist Muslim Christian Jewish Catholic Protestant Sunni Shia Shiite Orthodox
    Kurdish Latin Soviet Nazi Communist Socialist Republican Democratic Democrat Democrats Republicans Marxist English
    Internet Earth God Olympic Roman Gothic Victorian Byzantine West East North South Mediterranean Caribbean Euro
    Zionist Buddhist Hindu
    """
)
"""Capitalized words that name no actor by themselves."""
PARTICLES = _words("de da del della di do dos du la le van von der den ten ter bin bint ibn al el y zu af av")
NUMBER_WORDS = _words(
    "two three four five six seven eight nine ten eleven twelve several some many most few dozens other both"
)

_PARTICIPLES = _words(
    "adding arguing acknowledging admitting calling citing claiming conceding declaring describing explaining insisting noting "
    "promising stressing suggesting vowing warning writing"
)
"""Forms that report speech after a comma: "dissented, arguing that"."""
REPORTING_VERBS = re.compile(
    r"\b(?P<verb>said|says?|saying|told|tells?|added?|adds|asked|asks|wrote|writes?|warned|warns?|argued|argues?|"
    r"insisted|insists?|explained|explains?|noted|notes|claimed|claims|acknowledged|acknowledges|admitted|admits|"
    r"conceded|concedes|denied|denies|deny|declared|declares|announced|announces|confirmed|confirms?|repeated|repeats|"
    r"replied|replies|responded|responds|recalled|recalls|concluded|concludes?|complained|complains|stated|states|"
    r"stressed|stresses|suggested|suggests|predicted|predicts|estimated|estimates|promised|promises|pledged|pledges|"
    r"vowed|vows|testified|testifies|tweeted|posted|quipped|joked|remarked|remarks|commented|continued|"
    r"agreed|agrees|described|describes|called|calls?|accused|accuses|dismissed|dismisses|condemned|condemns|"
    r"praised|praises|hailed|urged|urges?|demanded|demands|cautioned|cautions|contended|contends|maintained|maintains|"
    r"observed|observes|questioned|reported|reports|believes?|believed|thinks?|thought|feared|fears|hopes|hoped|"
    r"doubts?|doubted|expects|expected|judges?|judged|assessed|assess|boasted|lamented|emphasi[sz]ed|"
    r"emphasi[sz]es|reiterated|reiterates|alleged|alleges|asserted|asserts|implied|hinted|cited|"
    r"recommended|recommends|proposed|proposes|whispered|shouted|mused|sighed|shrugged|laughed|joked|grumbled|"
    r"muttered|countered|retorted|quips|jokes|recalls|reckons?|reckoned|fumed|opined|exclaimed|pleaded|boasts|offered|puts? it|wanted|wants|assured|"
    r"(?:found|finds)(?= that\b|[,.])|(?:pointed|points?) out|blamed|blames|rejected|rejects|defended|defends|denounced|denounces|derided|likened|compared|compares|mocked|welcomed|welcomes|"
    r"puts?(?= (?:the|his|her|its) (?:chances?|odds|probability|risk|likelihood|cost|toll)\b)|"
    rf"(?<=, )(?:{'|'.join(sorted(_PARTICIPLES))})|(?:calling|describing)(?= (?:it|him|her|them|the|this|its|his|their) ))\b"
)
"""Verbs that report speech; some do so only beside a quotation."""
WEAK_VERBS = (
    _words(
        """
    asked asks states remarks called call calls described describes offered puts put wanted wants cited believe believes
    believed think thinks thought fear feared fears hopes hoped expects expected notes agreed agrees continued
    observed responded commented posted whispered shouted praised praises hailed condemned condemns dismissed dismisses
    accused accuses questioned maintained maintains demanded demands judge judges judged assess assessed reported
    reports estimates claims doubt doubts add adds report urge urges proposes promised promises announced
    recalled recalls repeated shrugged laughed joked jokes sighed mused grumbled muttered countered boasts
    blamed blames rejected rejects defended defends denounced denounces derided likened compared compares mocked welcomed welcomes
    found finds
    """
    )
    | _PARTICIPLES
)
"""Reporting verbs with other uses: they report speech only if "that" follows."""


IRREGULAR_VERBS = _words(
    "took made went came stood held gave sent kept put began left met found lost won fell rose knew saw got bought built"
)
"""Past forms that may come before a description of a person."""


def is_person_noun(word: str) -> bool:
    """Returns True for a noun for a person by what they do."""
    bare = word.removeprefix("ex-")
    return bare in PERSON_NOUNS or is_scientist(bare) or COMPOUND_PERSON.search(bare) is not None


def is_scientist(noun: str) -> bool:
    """Returns True for the name of a discipline's people: "hydrologist"."""
    return bool(re.fullmatch(r"[a-z-]+(?:ologist|ographer|onomist)s?", noun)) and not noun.startswith("photo")


def singular(noun: str) -> str:
    """Returns the singular of a noun of these lists: "officials" gives "official"."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith(("women", "men")):
        return f"{noun[:-2]}an"
    if noun.endswith("ies"):
        return f"{noun[:-3]}y"
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


def is_plural(noun: str) -> bool:
    """Returns True for the plural of a noun of these lists."""
    return singular(noun) != noun
