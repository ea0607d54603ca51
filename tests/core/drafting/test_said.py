import pytest

from core.drafting.said import Said, unsaid_names, unsaid_numbers


@pytest.mark.parametrize(
    ("narrative", "transcript", "unsaid"),
    [
        ("Reviewed section 4.2.", "reviewed section 4.2", ()),
        ("Reviewed section 4.2.", "reviewed section four point two", ()),
        ("Reviewed section 4.15.", "reviewed section four point one five", ()),
        ("Reviewed section 4.15.", "section four point fifteen", ()),
        ("Révisé l'article 4.2.", "article quatre virgule deux", ()),
        ("Reviewed section 4.3.", "reviewed section 4.2", ("4.3",)),
        ("Reviewed clause 12.", "reviewed clause twelve", ()),
        ("Reviewed clause 25.", "reviewed clause twenty-five", ()),
        ("Révisé la clause 12.", "la clause douze", ()),
        ("Reviewed clause 12.", "reviewed clause twenty", ("12",)),
        ("Offer of $5,000.00.", "an offer of 5000 dollars", ()),
        ("Offer of $50,000.", "an offer of 5,000", ("50,000",)),
        ("Heard on the 3rd.", "heard on the 3", ()),
        ("Reviewed three leases.", "reviewed 3 leases", ()),
        ("Reviewed three leases.", "reviewed the leases", ("three",)),
        ("Offered five thousand.", "an offer", ("five thousand",)),
        ("Offered five thousand dollars.", "five letters, a thousand pages", ("five thousand",)),
        ("Offer of $5,000.", "an offer of five thousand", ()),
        ("Offer of $5,000.", "an offer of five thousand dollars", ()),
        ("Offer of $12.", "clause twelve", ("12",)),
        ("Offre de 5 000 $.", "une offre de cinq mille dollars", ()),
        ("Offre de 5 200 $.", "une offre de cinq mille dollars", ("5 200",)),
        ("Claim of $2.5 million.", "a claim of two point five million", ()),
        ("Claim of $150,000.", "one hundred and fifty thousand dollars", ()),
        ("Reviewed one lease.", "reviewed a lease", ()),
        ("Called 12 then 12.", "called", ("12",)),
    ],
)
def test_numbers(narrative: str, transcript: str, unsaid: tuple[str, ...]) -> None:
    assert unsaid_numbers(narrative, Said(transcript)) == unsaid


@pytest.mark.parametrize(
    ("narrative", "transcript", "unsaid"),
    [
        ("Called Sarah Jenkins.", "called sarah jenkins", ()),
        ("Called Sarah Jenkins.", "called sarah", ("Jenkins",)),
        ("Reviewed the lease. Drafted a memo.", "lease, memo", ()),
        ("Reviewed the lease; Drafted a memo.", "lease, memo", ()),
        ("Reviewed the NDA.", "reviewed the N.D.A.", ()),
        ("Reviewed the NDA.", "reviewed the n d a", ()),
        ("Reviewed the NDA.", "reviewed the agenda", ("NDA",)),
        ("Emailed Smith's counsel.", "emailed smith counsel", ()),
        ("Reviewed file Re Hébert.", "file re hebert", ()),
        ("Appelé l'Ontario.", "appelé l'ontario", ()),
        ("Appelé l'Ontario.", "appelé", ("Ontario",)),
        ("Spoke with Mr. Smith.", "spoke with mister smith", ("Mr",)),
        ("Chen called re lease.", "call re lease", ("Chen",)),
        ("Chen called re lease.", "call with chen re lease", ()),
        ("Call. Tremblay agreed.", "call", ("Tremblay",)),
        ("Memorandum of law; Reviewing lease.", "memo, lease", ()),
        ("Proofreads lease.", "proofreading lease", ()),
        ("Smithson called.", "smith called", ("Smithson",)),
        ("Gagnon rencontré.", "rencontre", ("Gagnon",)),
        ("Révision du bail.", "revu le bail", ()),
    ],
)
def test_names(narrative: str, transcript: str, unsaid: tuple[str, ...]) -> None:
    assert unsaid_names(narrative, Said(transcript)) == unsaid


def test_a_known_name_is_one_without_a_capital() -> None:
    known = frozenset({"chen", "hebert"})
    assert unsaid_names("Called chen and hébert.", Said("called hebert"), known) == ("chen",)
