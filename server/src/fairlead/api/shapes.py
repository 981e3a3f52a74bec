"""The shapes that all nouns share: bodies in, answers out, and the values that both hold."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from fairlead.kernel.errors import Refused
from fairlead_engine.plan import ConstraintKind, LagKind, LinkKind

Id = Annotated[int, Field(ge=1, lt=2**63)]
# Wide enough for any plan, narrow enough for any column; what a plan may hold is decided by the services.
Minutes = Annotated[int, Field(gt=-(2**31), lt=2**31)]

# 1 unit is one whole person, or piece.
Units = Annotated[Decimal, Field(max_digits=6, decimal_places=2, allow_inf_nan=False)]
WorkMinutes = Annotated[int, Field(ge=1, lt=2**40)]


def _wall_clock(value: Any) -> Any:
    if isinstance(value, datetime) and value.tzinfo is None:
        return value
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) and "T" in value else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is not None:
        raise PydanticCustomError("words", _("A date and time without zone, such as 2026-03-02T08:00"))
    return moment


PlanTime = Annotated[
    datetime,
    BeforeValidator(_wall_clock),
    PlainSerializer(lambda moment: moment.isoformat(timespec="minutes"), return_type=str),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$",
            "description": "A moment on the workspace's wall clock, without zone.",
            "examples": ["2026-03-02T08:00"],
        }
    ),
]
Instant = AwareDatetime


class Named:
    """Marks a field that the engine numbers and the API names; numbers are taken, too."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = list(names)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(
            self._number,
            handler(source),
            serialization=core_schema.plain_serializer_function_ser_schema(
                self.names.__getitem__, return_schema=core_schema.str_schema()
            ),
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "enum": self.names}

    def _number(self, value: Any) -> int:
        if isinstance(value, str) and value in self.names:
            return self.names.index(value)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(self.names):
            return value
        raise PydanticCustomError(
            "words",
            _("One of %(names)s") % {"names": ", ".join(self.names)},
        )


Constraint = Annotated[int, Named([kind.name for kind in ConstraintKind])]
LinkType = Annotated[int, Named([kind.name for kind in LinkKind])]
LagType = Annotated[int, Named([kind.name.lower() for kind in LagKind])]


class In(BaseModel):
    """A body that somebody sends: unknown fields are refused, and text that no database keeps."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _speakable(cls, data: Any) -> Any:
        for value in data.values() if isinstance(data, dict) else ():
            if isinstance(value, str) and not _is_speakable(value):
                raise PydanticCustomError("words", _("Text with characters that no text has"))
        return data


class Changes(In):
    """A body that holds only what is to change; `SAID` renames fields to what the services know."""

    SAID: ClassVar[dict[str, str]] = {}

    def sent(self) -> dict[str, Any]:
        """Return just the fields that were sent, by the names that the services know.

        Raises: Refused for a body without any.
        """
        values = {self.SAID.get(name, name): getattr(self, name) for name in self.model_fields_set}
        if not values:
            raise Refused(_("Say what to change: the body names no field."), code="invalid")
        return values


class Out(BaseModel):
    """An answer, filled from a row, a dataclass or a mapping."""

    model_config = ConfigDict(from_attributes=True)


def maybe() -> Any:
    """Return the default of a field that need not be sent, and may be null only where its type says so."""
    return Field(default_factory=lambda: None)


def _is_speakable(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)
