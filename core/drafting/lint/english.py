"""The words of time lines in English."""

from typing import Final

from core.drafting.lint.english_work import CHORES, HEADS
from core.drafting.lint.vocabulary import Vocabulary, chores, heads, phrases, word_kinds
from core.drafting.rules.english import ENGLISH as PHRASES

_WORDS = {
    "leads": """
        also briefly further again begin began beginning start started continue continued continuing to
        commence commenced initial brief short long lengthy several various multiple numerous additional
        subsequent follow-up followup preliminary detailed extended further final miscellaneous misc
        attempt
        attempted a an two three four to
    """,
    "vague_leads": "various multiple numerous several miscellaneous misc sundry",
    "subjects": "i we have has had",
    "links": "and & plus",
    "then": "then afterwards thereafter",
    "small": "the a an this that these those his her their its our my your all any each some both",
    "before_object": "for to at in on of with into up",
    "backward": "same it them thereto thereof therewith thereon this these those both",
    "answers": "reply response answer to the a an in respect",
    "doubtful": """
        file e-file call telephone phone email e-mail copy schedule book index process print fax mail
        scan report
        work travel drive open close calendar docket answer reply study issue update redline outline
        address
        letter letters text meet type tab sort reserve check complete correct forward courier read
        research
    """,
    "also_nouns": "review meet",
    "not_objects": """
        of by on process period board committee clause clauses rights right meeting meetings from under
        standard hearing at in with for and or is was date deadline
    """,
    "own_writing": """
        letter letters email emails e-mail memo memorandum reply response outline answer motion affidavit
        factum brief note notes correspondence opinion summary report list questions submissions argument
        statement complaint claim pleadings
    """,
    "adjectives": """
        amended revised proposed executed signed updated filed attached approved redlined scanned
        scheduled
        produced prepared served corrected edited copied received completed issued related considered
        finalized finalised submitted compiled required
    """,
    "infinitives": """
        fix confirm obtain request explain inquire ask determine clarify resolve settle coordinate plan
        provide seek understand compel strike set agree identify ensure get give make purchase
    """,
    "to_do": "to",
    "with_whom": "with w to from between for among",
    "own_verbs": "draft",
    "about_what": "discuss",
    "cover": "transmittal cover prebill pre-bill prebills pre-bills",
    "with_later": "with w from between",
    "to_nouns": """
        motion motions application applications notice request requests demand duty right rights failure
        offer
        order petition agreement intention ability authority leave obligation response
    """,
    "people": """
        client clients counsel lawyer lawyers attorney attorneys solicitor opposing court registry
        registrar
        clerk judge expert witness insurer adjuster mediator lender broker accountant bank vendor
        purchaser
        landlord tenant board crown prosecutor trustee surveyor agent notary shareholders directors mr mrs
        ms dr me him her them
    """,
    "in_firm": "associate associates partner partners colleague colleagues paralegal paralegals student team",
    "empty": """
        file files matter matters case cases issue issues document documents material materials various
        miscellaneous misc correspondence email emails e-mail e-mails item items thing things work task
        tasks
        other general paperwork papers info information same status-update trial legal law services
        professional rendered necessary certain outstanding relevant related additional numerous several
        multiple management internal office in-house monday tuesday wednesday thursday friday saturday
        sunday today yesterday
    """,
    "letters": """
        letter letters email emails e-mail e-mails correspondence voicemail voicemails call calls meeting
        conference teleconference
    """,
    "named_letters": """
        demand engagement opinion comfort retainer side offer cease-and-desist representation reporting
        settlement case pre-trial discovery status management mediation judicial press annual general
    """,
    "named_after": "intent credit engagement understanding shareholders members creditors direction",
    "stop": """
        the a an of to in on at for from by with and or as is was be been are were this that these those
        his
        her their its our my your i we it he she they re regarding about concerning into onto up also then
        further briefly all any each some both same via per not no
    """,
    "no_trips": """
        policy policies ban bans expense expenses insurance agency agent restrictions documents advisory
        claim claims costs visa warning
    """,
    "no_stop": "mr mrs ms dr me v vs no inc ltd st jr sr hon prof art para pp p co corp cf",
}

ENGLISH: Final = Vocabulary(
    code="en",
    phrases=PHRASES,
    heads=heads(HEADS),
    chores=chores(CHORES),
    about=phrases(
        "re, regarding, about, concerning, as to, on, with respect to, in respect of, in connection with, "
        "in relation to, relating to, in reply, in response, whether, that, following, "
        "pertaining to, discussed"
    ),
    office=phrases(
        "office conference, internal conference, in-house conference, intra-office conference, "
        "internal meeting, "
        "internal call, internal discussion, office meeting, team meeting"
    ),
    words=word_kinds(_WORDS, then="as well as, followed by"),
    about_endings=("ing",),
)
