"""The page on which the API can be read and tried out: Swagger UI from files of our own, because an office's network may have
no way out.
"""

from fastapi import APIRouter, FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from starlette.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

FILES = "docs/files"
_PARAMETERS = {"persistAuthorization": True, "docExpansion": "none", "filter": True, "validatorUrl": "none"}
_NO_ICON = "data:,"


def add_viewer(app: FastAPI) -> None:
    """GET /docs of the application, for its /openapi.json; addresses are relative, so that a prefix in front does no harm."""
    router = APIRouter()

    @router.get("/docs", include_in_schema=False)
    async def docs() -> HTMLResponse:
        return get_swagger_ui_html(
            openapi_url="openapi.json",
            title=app.title,
            swagger_js_url=f"{FILES}/swagger-ui-bundle.js",
            swagger_css_url=f"{FILES}/swagger-ui.css",
            swagger_favicon_url=_NO_ICON,
            swagger_ui_parameters=_PARAMETERS,
        )

    app.include_router(router)
    # Only the files of that package are used, none of its code.
    app.mount(f"/{FILES}", StaticFiles(packages=[("fastapi_offline", "static")]), name="viewer")
