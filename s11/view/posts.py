"""Whether words that should be a post or a group are a person's name.

A post stands in the place of a name in a public copy, and a group keeps its own, so neither may be somebody's name.
Nobody has a list of all names; posts and groups are made of few words, and these are known here. Two words with
capitals side by side that are none of them are taken for a name: a doubt, which stops the copy and can be allowed.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from s11.english import word_set
from s11.rules.identifiers import plain

TITLES = word_set("""
    mr mrs ms miss mx dr prof professor cllr councillor cllrs sir dame lord lady rev revd reverend obe mbe cbe qc kc jp
    """)
WITH_A_NAME = TITLES - {"professor", "councillor", "lady", "obe", "mbe", "cbe", "qc", "kc", "jp"}

POST_WORDS = word_set("""
    & a academic academy accountable accountant acting action active activities ad administration administrative
    administrator admissions adoption adult adults advice adviser advisers advisor advisory advocacy advocate affairs
    after agencies agency all alliance ambulance an analyst analytics and appointed april area areas arts as assembly
    assessment assets assistant associate association assurance asylum at attendance audit auditor august authorities
    authority autumn bail barnardos barrister base behaviour benefits board boards body borough branch british budget
    building buildings business by cabinet cafcass camhs campaign care carer carers case casework caseworker catering
    ccg ce central centre chair chairman chairperson chairwoman champion change chaplain charity chief child childcare
    childline childminding children childrens church citizen citizens city civic civil clerk clinical clinician club co
    coach college combined commander commission commissioner commissioners commissioning committee committees
    communication communications communities community company complaints compliance conference consultant consultation
    contact contracts control coordination coordinator core coroner corporate council councils counsel counsellor county
    court courts covid cp cqc crime criminal crown cs cultural culture customer customs cx data day dc deaf december
    decision delivery democratic dental department departments deputy designate designated desk detective development
    developments dfe digital diocese director directorate directors disabilities disability disabled district diversity
    domestic driver drug drugs duty dwp ea early east eastern economic economy ed education educational elections
    electoral emergency employee employer employment empty enforcement engagement engineer english environment
    environmental equalities equality estates evaluation event events every exclusion executive exploitation external
    facilitator facilities families family february federation female finance financial fire first fleet fm for force
    forces forum foster fostering foundation fraud free from front full further gang general girls governance government
    governor governors gp gps graduate grant grants green group groups growth guardian gypsy halls head headmaster
    headmistress heads headteacher health healthcare help heritage highways home homelessness homes hospital hospitals
    hostel hostels house housing hq hr hub human hv ia icb icp ict identification ig impact improvement in inclusion
    inclusive independent industrial industry infant information infrastructure innovation inspection inspector
    inspectorate institute insurance integrated integration intelligence interim international intervention
    investigation investigations investigator investment involvement it january joint judge july june junior justice key
    knowledge lac lado land law lead leader leaders leadership leads league learner learners learning leaving legal
    leisure liaison libraries library licensing life line local locality logistics looked lsab lscb lscp magistrate
    magistrates mail main maintenance major male management manager managers managing march market marketing mash
    maternity may mayor md media mediator medical member members men mencap mental mentor midwife midwifery migration
    mind minister ministry minority missing mission mobile modern monitor monitoring multi municipal museum museums
    music named national neighbourhood neighbourhoods network new nhs night no nominated non north northern not november
    nspcc nurse nurseries nursery nurses nursing occupational october of offender offenders offending office officer
    officer's officers official officials ofsted older on operating operational operations opportunities or organisation
    organisational organisations other out outcomes outreach overview pa paediatric paediatrician panel parent parenting
    parents parish park parking parks parliamentary participation partner partners partnership partnerships pastoral
    patient patients people peoples per performance person personal personnel persons petition pharmacist pharmacy
    physical place placement placements planner planning plans play plus pm police policing policy pool pools portfolio
    post pr practice practitioner practitioners president prevent preventative prevention primary prime principal prison
    prisons private probation procurement professional professionals professions programme programmes project projects
    property prosecution protect protection provider providers provision public pupil pupils purchasing qa quality
    recovery recreation recruitment referral refugee regeneration regional registered registrar registration regulation
    regulatory rehabilitation relate relations relationship relief religious reporting representative representatives
    research resettlement residential residents resilience resource resources response responsibilities responsibility
    responsible restorative returning review reviewing rights risk road roads royal rural s safe safeguarding safer
    safety samaritans school schools science scrutiny secondary secretariat secretary section sector secure security
    select senior september serious service services servicing sessional sex sexual shared sheriff si site skills small
    social society software solicitor solutions south southern special specialist specialists sponsor sport sports
    spring sre ss staff staffing stakeholder standards standing statutory steering strategic strategies strategy street
    strong student students sub substance summer superintendent supervising supervision supervisor supply support
    supported supporting surveyor sustainability sw systems task taskforce tax taxi tbc teacher teachers teaching team
    teams technical technology teenage tenancy tenant tenants territorial the theatre therapist therapy third to tourism
    town trade traffic trafficking trainee trainer trainers training transformation transition transitions transport
    travel traveller treasurer troubled trust trustee trustees trusts under unit units university urban vacant valley
    via vice victim victims village violence virtual visitor visitors vocational voluntary volunteer volunteering
    volunteers vp vulnerable waste water welfare well wellbeing west western whole wide winter with witness women work
    worker workers workforce working works yos yot young youth youths yp
    """)

# words of posts that are surnames or first names as well
AMBIGUOUS = word_set("""
    april august best chance church day east english field grant green hall head hill home hope house judge june king
    law long major mark mason may north page park price road short small south street summer ward west will winter wood
    young
    """)

_SEGMENT = re.compile(r"[,;:()/&|\[\]+\n]| - |-{2,}|\band\b|\bof\b|\bfor\b|\bc/o\b|\bto\b|\bat\b|\bin\b|\bthe\b", re.I)
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*\.?")
_GLUED = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z]{2})")
_OF_FAMILY = re.compile(r"\b([A-Z][a-z'-]+) family\b")
# 'A.B.', 'A B', and 'AB' where it is no known short word such as HR
_INITIALS = re.compile(r"(?:[A-Z]\.? ?){2}|(?:[A-Z]\. ?){3}")
LONGEST_NAME = 4
LONGEST_SHORT = 6


def name_in(label: str, known: Collection[str] = ()) -> str:
    """The part of a post or of a group's words that reads like a person's name, or ''.

    ``known``: folded words that are none, as of the organisation.
    """
    if _INITIALS.fullmatch(plain(label).strip()) and label.strip().casefold() not in POST_WORDS:
        return label.strip()
    words = _WORD.findall(_apart(label))
    if _is_name(words, known):
        return " ".join(words)
    for segment in _SEGMENT.split(plain(label)):
        run: list[str] = []
        for word in (*_WORD.findall(_apart(segment)), ""):
            if (
                run
                and _bare(run[-1]) in WITH_A_NAME
                and word[:1].isupper()
                and _bare(word) not in POST_WORDS - AMBIGUOUS
            ):
                return f"{run[-1]} {word}"
            if word and (_bare(word) in TITLES or _may_be_a_name(word, known)):
                run.append(word)
                continue
            capitals = [one for one in run if one[0].isupper()]
            if 2 <= len(capitals) == len(run) <= LONGEST_NAME and any(len(_bare(one)) > 2 for one in capitals):
                return " ".join(run)
            run = []
    family = _OF_FAMILY.search(plain(label))
    return family[0] if family and _may_be_a_name(family[1], known) else ""


def _is_name(words: list[str], known: Collection[str]) -> bool:
    """Whether a whole label is a name: no word of it is one of posts, or the last one is a surname as well."""
    if (
        not words
        or len(words) > LONGEST_NAME
        or _bare("".join(words)) in known
        or not any(len(_bare(word)) > 2 for word in words)
    ):
        return False
    plausible = [_may_be_a_name(word, known, len(words) > 1) for word in words]
    if len(words) == 1:
        return plausible[0] and len(_bare(words[0])) > 2
    return all(plausible) or (
        all(may or _bare(word) in AMBIGUOUS for word, may in zip(words, plausible, strict=True))
        and _bare(words[-1]) in AMBIGUOUS
    )


def _apart(words: str) -> str:
    """'AnnBell' and 'ann.bell' as 'Ann Bell' and 'ann bell'; 'McNeil' and 'HoAC' as they are."""
    spaced = re.sub(r"[_.](?=\w{2})", " ", plain(words))
    return spaced if re.search(r"\b(?:Mac|Mc)[A-Z]", spaced) else _GLUED.sub(" ", spaced)


def _bare(word: str) -> str:
    return word.rstrip(".").casefold()


def _may_be_a_name(word: str, known: Collection[str], shouted: bool = False) -> bool:
    folded = _bare(word)
    if len(folded) == 1:
        return word[0].isupper()
    stems = {
        folded,
        folded.removesuffix("'s"),
        folded.removesuffix("s"),
        folded.removesuffix("s'"),
        folded.replace("'", ""),
    }
    # MASH, HoAC
    capitals = sum(sign.isupper() for sign in word)
    short = (
        capitals > 1
        and len(folded) <= LONGEST_SHORT
        and folded.isalpha()
        and not word.startswith(("Mc", "Mac", "De", "Di", "La", "Le"))
        and not re.match("O[A-Z][a-z]", word)
        and not shouted
    )
    return not (
        short or stems & POST_WORDS or stems & set(known) or any(part in POST_WORDS for part in folded.split("-")[1:])
    )
