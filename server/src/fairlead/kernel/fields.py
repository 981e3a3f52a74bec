"""Plan times: wall-clock timestamps without zone, to the minute, and their integer twin for the engine."""

from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

_Set_contra = TypeVar("_Set_contra", contravariant=True)
_Get_co = TypeVar("_Get_co", covariant=True)


class PlanTimeField(models.Field[_Set_contra, _Get_co]):
    """A moment on the workspace's wall clock, whole minutes, stored as a timestamp without zone."""

    _pyi_private_set_type: datetime | str | Combinable
    _pyi_private_get_type: datetime
    _pyi_lookup_exact_type: datetime | str

    description = _("Plan time (wall clock, whole minutes)")
    default_error_messages = {"invalid": _("“%(value)s” is not a date and time without zone.")}

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "timestamp without time zone" if connection.vendor == "postgresql" else "datetime"

    def get_internal_type(self) -> str:
        return "PlanTimeField"

    def to_python(self, value: Any) -> datetime | None:
        if value is None or isinstance(value, datetime):
            moment = value
        else:
            try:
                moment = datetime.fromisoformat(str(value))
            except ValueError:
                raise self._invalid(value) from None
        if moment is None:
            return None
        if moment.tzinfo is not None:
            raise self._invalid(value)
        return moment.replace(second=0, microsecond=0)

    def get_prep_value(self, value: Any) -> Any:
        return self.to_python(super().get_prep_value(value))

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002
        moment = value if prepared else self.get_prep_value(value)
        if moment is None or connection.vendor == "postgresql" or hasattr(moment, "resolve_expression"):
            return moment
        return moment.isoformat(sep=" ")

    def value_to_string(self, obj: models.Model) -> str:
        value: Any = self.value_from_object(obj)
        return "" if value is None else value.isoformat()

    def _invalid(self, value: Any) -> ValidationError:
        return ValidationError(self.error_messages["invalid"], code="invalid", params={"value": value})


class PlanMinutes(Func):
    """The whole minutes from 1970-01-01 00:00 to a plan time: the engine's `Instant`."""

    arity = 1
    output_field = models.BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(
            compiler,
            connection,
            template="CAST(ROUND((julianday(%(expressions)s) - 2440587.5) * 1440) AS INTEGER)",  # 2440587.5: 1970-01-01
        )

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(compiler, connection, template="(date_part('epoch', %(expressions)s)::bigint / 60)")
