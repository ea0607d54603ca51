"""Over 300 matters of one invented lawyer, many with names that are close to each other."""

from itertools import count

from core.domain.matters import Matter
from tests.core.drafting.making import matter

# One matter each, so that the name alone is enough; id: name | client | number | aliases.
_KNOWN = """
reid: Reid v. Barkley | Thomas Reid | 2026-001
wong: Wong lease | Wong Holdings Inc. | 2026-002
tremblay: Succession Tremblay | Lucie Tremblay | 2026-003
mcdonald: McDonald appeal | Angus McDonald | 2026-004
obrien: O'Brien arbitration | Siobhan O'Brien | 2026-005
smyth: Smyth will | Peter Smyth | 2026-014
chen: Chen licence | Chen Biotech Ltd. | 2026-007 | the bluebird deal; Project Bluebird
chan: Chan mortgage | Wai Chan | 2026-008
hebert: Divorce Hébert | Manon Hébert | 2026-009
thomson: Thomson closing | Thomson Aggregates | 2026-010 | the gravel people
lefebvre: Bail Lefebvre | Gestion Lefebvre inc. | 2026-011 | le gros bail
stpierre: St-Pierre incorporation | Yves St-Pierre | 2026-012
boudreau: Boudreau c. Caron | Paul Boudreau | 2026-013
phillips: Phillips trust | Dora Phillips | 2025-101
stewart: Stewart merger | Stewart Fabrication | 2025-102
numbered: Corporate records | 4455667 Ontario Inc. | 2025-103
vandyke: Van Dyke probate | Joost Van Dyke | 2025-104
delaney: Delaney injunction | Delaney Farms | 2024-020
greer: Greer matter | Sarah Greer | 2024-021
nakamura: Nakamura permit | Kenji Nakamura | 2024-022
gagnon: Litige Gagnon | Entreprises Gagnon ltée | QC-88-417
desjardins: Vente Desjardins | Luc Desjardins | QC-88-418
lapointe: Fiducie Lapointe | Famille Lapointe | QC-88-419
kowalski: Kowalski custody | Ewa Kowalski | 2024-030
abernathy: Abernathy estate | Estate of Abernathy | 2024-031
"""
# Two matters each, told apart by what kind they are; and pairs that a recogniser cannot tell apart.
_PAIRED = """
harris-lease: Harris lease | Harris Foods | 2023-201
harris-sale: Harris sale of land | Harris Foods | 2023-202
roy-bail: Bail Roy | Roy et fils | 2023-203
roy-vente: Vente Roy | Roy et fils | 2023-204
allen: Allen audit | Grace Allen | 2023-205
allan: Allan audit | Rory Allan | 2023-206
clarke: Clarke trust | Clarke Mills | 2023-207
clark: Clark zoning | Town of Clark | 2023-208
pearson: Mary Pearson custody | Mary Pearson | 2023-209
pierson: Adam Pierson zoning | Adam Pierson | 2023-210
"""
_BEGINNINGS = "Ald Bram Cor Dun Elm Fen Gar Hol Ing Kel Lin Mar Nor Pem Quin Ros Sel Tav Ulm Ver"
_ENDINGS = ("berg", "dale", "ford", "mont", "ward")
_KINDS = ("lease", "appeal", "purchase")


def _listed(text: str) -> list[Matter]:
    made = []
    for line in text.strip().splitlines():
        name_of, _, rest = line.partition(":")
        name, client, number, *aliases = (part.strip() for part in rest.split("|"))
        known_as = tuple(alias.strip() for alias in aliases[0].split(";")) if aliases else ()
        made.append(matter(name_of.strip(), name, client, number=number, aliases=known_as, days_old=500))
    return made


def _made_up() -> list[Matter]:
    numbers = count(301)
    names = [begin + end for begin in _BEGINNINGS.split() for end in _ENDINGS]
    return [
        matter(f"{name}-{kind}", f"{name} {kind}", f"{name} Ltd.", number=f"2022-{next(numbers)}", days_old=9)
        for name in names
        for kind in _KINDS
    ]


MATTERS = (*_listed(_KNOWN), *_listed(_PAIRED), *_made_up())
