"""The demo firm: two lawyers and a dozen matters. All of it is invented."""

from dataclasses import dataclass

FIRM = "7c1d8a0e-3b52-4f6a-9e0d-2f6b1a5c4d10"
AUDIENCE = "3f0a9c5e-8d41-4c7b-a2f6-6e1b0d9c8a77"
SCOPE = "TimeEntries.ReadWrite"


@dataclass(frozen=True, slots=True)
class DemoLawyer:
    """One lawyer of the demo firm."""

    user: str
    name: str
    username: str


@dataclass(frozen=True, slots=True)
class DemoMatter:
    """One matter, as `PUT /api/matters/{id}` takes it."""

    id: str
    name: str
    client: str
    number: str

    def body(self) -> dict[str, str]:
        """The request's body."""
        return {"name": self.name, "client": self.client, "number": self.number}


LAWYERS = (
    DemoLawyer("0b9f3a62-5c1e-4a7d-8f20-91d4c7e6b301", "Avery Quinn", "avery@demo.example"),
    DemoLawyer("d4e7b8c1-2a60-4e93-b5f8-0c3a9d1e7f42", "Blake Tremblay", "blake@demo.example"),
)

MATTERS = (
    DemoMatter("M-1001", "Smith v. Jones", "Smith", "2026-001"),
    DemoMatter("M-1002", "Wilson estate", "Wilson", "2026-002"),
    DemoMatter("M-1003", "Harrison Properties lease", "Harrison Properties", "2026-003"),
    DemoMatter("M-1004", "Baker supply agreement", "Baker", "2026-004"),
    DemoMatter("M-1005", "Taylor settlement", "Taylor", "2026-005"),
    DemoMatter("M-1006", "Martin incorporation", "Martin", "2026-006"),
    DemoMatter("M-1007", "Campbell employment", "Campbell", "2026-007"),
    DemoMatter("M-1008", "Anderson appeal", "Anderson", "2026-008"),
    DemoMatter("M-1009", "Morgan financing", "Morgan", "2026-009"),
    DemoMatter("M-1010", "Walker injunction", "Walker", "2026-010"),
    DemoMatter("M-1011", "Bennett family trust", "Bennett", "2026-011"),
    DemoMatter("M-1012", "Chen licence", "Chen", "2026-012"),
)
