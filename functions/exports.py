"""HTTP functions of exports: files of approved work, which their lawyer fetches."""

from core.domain.jobs import Job
from functions.base import new_blueprint
from functions.contracts.base import PageQuery
from functions.contracts.exports import JobOpened, JobPage, JobView, NewExport
from functions.http.call import Answer, Call, versioned
from functions.http.endpoint import Contract, endpoint

blueprint = new_blueprint()

_ABSENT = {404: ("not_found",)}
_STATE = {**_ABSENT, 409: ("export_state",)}


@endpoint(
    blueprint,
    "POST",
    "exports",
    Contract(
        body=NewExport,
        gives=JobView,
        status=202,
        idempotent=True,
        refuses={409: ("idempotency_key_reused",)},
    ),
)
async def request_export(call: Call) -> Answer:
    """Have approved work written into a file for a billing system."""
    wanted = call.body(NewExport).wanted()
    return accepted(await call.app.exports.request(call.lawyer, wanted, call.idempotency_key))


@endpoint(
    blueprint,
    "POST",
    "me/archive",
    Contract(gives=JobView, status=202, idempotent=True, refuses={409: ("idempotency_key_reused",)}),
)
async def request_archive(call: Call) -> Answer:
    """Have everything about you written into one ZIP of open formats; it is listed with your exports."""
    return accepted(await call.app.exports.request_archive(call.lawyer, call.idempotency_key))


@endpoint(blueprint, "GET", "exports", Contract(query=PageQuery, gives=JobPage))
async def list_exports(call: Call) -> Answer:
    """List exports and archives, newest first."""
    query = call.query(PageQuery)
    page = await call.app.exports.list(call.lawyer, limit=query.limit, after=query.after)
    return Answer(JobPage(items=[JobView.of(job) for job in page.items], after=page.after))


@endpoint(blueprint, "GET", "exports/{id}", Contract(gives=JobOpened, refuses=_ABSENT))
async def open_export(call: Call) -> Answer:
    """Look at one: how far it is, what was found, and a short-lived grant to fetch its file."""
    opened = JobOpened.of_opened(await call.app.exports.open(call.lawyer, call.id()))
    return versioned(opened, opened.version)


@endpoint(blueprint, "POST", "exports/{id}/retry", Contract(gives=JobView, status=202, refuses=_STATE))
async def retry_export(call: Call) -> Answer:
    """Have one that failed done after all."""
    return accepted(await call.app.exports.retry(call.lawyer, call.id()))


@endpoint(blueprint, "POST", "exports/{id}/withdraw", Contract(gives=JobView, status=202, refuses=_STATE))
async def withdraw_export(call: Call) -> Answer:
    """Take back a file you did not use: it is erased, and its entries can go out in another."""
    return accepted(await call.app.exports.withdraw(call.lawyer, call.id()))


def accepted(job: Job) -> Answer:
    """A job that was taken on, and where to look at it."""
    view = JobView.of(job)
    headers = {"ETag": f'"{view.version}"', "Location": f"/api/exports/{view.id}"}
    return Answer(view, 202, headers)
