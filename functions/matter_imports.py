"""HTTP functions that take clients and matters in by CSV."""

from core.domain.imports import ImportState
from core.importing.reading import MOST_BYTES
from functions.base import new_blueprint
from functions.contracts.base import PageQuery
from functions.contracts.imports import ImportPage, ImportQuery, ImportReport, ImportView
from functions.http.call import Answer, Call
from functions.http.endpoint import Contract, endpoint

blueprint = new_blueprint()


@endpoint(
    blueprint,
    "POST",
    "matters/import",
    Contract(
        csv=MOST_BYTES,
        query=ImportQuery,
        gives=ImportReport,
        also={202: "There was no time for all of it: send the same request again, and it goes on."},
        refuses={409: ("lines_rejected", "plan_stale"), 503: ("import_interrupted",)},
    ),
)
async def import_matters(call: Call) -> Answer:
    """Look at what a CSV file of clients and matters would change; with `apply`, do just that."""
    query, data = call.query(ImportQuery), call.csv(MOST_BYTES)
    if query.apply is None:
        return Answer(ImportReport.of(await call.app.imports.look(call.lawyer, data)))
    outcome = await call.app.imports.apply(call.lawyer, data, query.apply, skip_rejected=query.skip_rejected)
    unfinished = outcome.made is not None and outcome.made.state is ImportState.APPLYING
    return Answer(ImportReport.of(outcome), 202 if unfinished else 200)


@endpoint(blueprint, "GET", "matters/imports", Contract(query=PageQuery, gives=ImportPage))
async def list_imports(call: Call) -> Answer:
    """List your imports of matters, newest first."""
    query = call.query(PageQuery)
    page = await call.app.imports.list(call.lawyer, limit=query.limit, after=query.after)
    return Answer(ImportPage(items=[ImportView.of(item) for item in page.items], after=page.after))


@endpoint(
    blueprint,
    "GET",
    "matters/imports/{id}",
    Contract(gives=ImportView, refuses={404: ("not_found",)}),
)
async def open_import(call: Call) -> Answer:
    """Read how far an import has come, and what to do if it is not through."""
    return Answer(ImportView.of(await call.app.imports.open(call.lawyer, call.id())))
