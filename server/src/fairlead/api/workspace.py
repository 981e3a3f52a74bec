"""The settings of the workspace, for who administers it."""

from typing import Annotated

from django.http import HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from fairlead.api.answers import answer
from fairlead.api.auth import ApiRequest
from fairlead.api.said import WorkspaceSaid
from fairlead.api.shapes import Changes, maybe
from fairlead.api.versions import Version
from fairlead.governance.selectors import settings_said, workspace_of
from fairlead.governance.services import settings_update

router = Router(tags=["authority"])


class WorkspaceChanges(Changes):
    """What to change of the settings; another currency is refused while amounts are said in the present one."""

    name: str = maybe()
    time_zone: str = maybe()
    week_start: Annotated[int, Field(ge=0, le=6)] = maybe()
    fiscal_month: Annotated[int, Field(ge=1, le=12)] = maybe()
    currency: str = maybe()
    country: str = maybe()
    second_step: list[str] = maybe()


@router.get("/workspace", response=WorkspaceSaid)
def workspace_read(request: ApiRequest) -> HttpResponse:
    """Show what the workspace is called and how it reckons."""
    row = workspace_of(actor=request.auth)
    return answer(WorkspaceSaid.model_validate(settings_said(row)), version=row.version)


@router.patch("/workspace", response=WorkspaceSaid)
def workspace_update(request: ApiRequest, changes: WorkspaceChanges, version: Version) -> HttpResponse:
    """Change settings of the workspace."""
    row = settings_update(actor=request.auth, version=version, changes=changes.sent(), now=timezone.now())
    return answer(WorkspaceSaid.model_validate(settings_said(row)), version=row.version)
