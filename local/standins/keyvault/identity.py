"""The endpoint at which Azure gives an app's identity its tokens, as App Service has it.

The SDK's default credential finds it by IDENTITY_ENDPOINT and IDENTITY_HEADER, here as there.
"""

from aiohttp import web

from local.standins.keyvault.tokens import mint

IDENTITY_HEADER = "the-stand-in-knows-no-secret"
PATH = "/msi/token"


def make_identity_app() -> web.Application:
    """Return the endpoint, which mints a token for any resource."""
    app = web.Application()
    app.router.add_get(PATH, _token)
    return app


async def _token(request: web.Request) -> web.Response:
    if request.headers.get("X-IDENTITY-HEADER") != IDENTITY_HEADER:
        return web.json_response({"statusCode": 401, "message": "Unauthorized"}, status=401)
    resource = request.query.get("resource")
    if not resource or not request.query.get("api-version"):
        return web.json_response({"statusCode": 400, "message": "BadRequest"}, status=400)
    token, ends = mint(resource)
    return web.json_response(
        {"access_token": token, "expires_on": str(ends), "resource": resource, "token_type": "Bearer"},
        headers={"Cache-Control": "no-store"},
    )
