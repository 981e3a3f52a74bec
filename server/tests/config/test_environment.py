"""What the environment says of the servers around."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from fairlead.config.environment import mail_of


def test_a_mail_server_is_said_in_one_address():
    said = mail_of("smtp://post%40plans.example:se%2Fcret@mail.example")
    assert (said["EMAIL_HOST"], said["EMAIL_PORT"]) == ("mail.example", 587)
    assert (said["EMAIL_HOST_USER"], said["EMAIL_HOST_PASSWORD"]) == ("post@plans.example", "se/cret")
    assert (said["EMAIL_USE_TLS"], said["EMAIL_USE_SSL"]) == (True, False)


def test_smtps_is_wrapped_in_tls_from_the_start():
    said = mail_of("smtps://mail.example")
    assert (said["EMAIL_PORT"], said["EMAIL_USE_TLS"], said["EMAIL_USE_SSL"]) == (465, False, True)


def test_without_one_the_machines_own_is_asked():
    said = mail_of("")
    assert (said["EMAIL_HOST"], said["EMAIL_PORT"], said["EMAIL_USE_TLS"]) == ("localhost", 25, False)


def test_another_scheme_is_refused():
    with pytest.raises(ImproperlyConfigured, match="smtp"):
        mail_of("https://mail.example")
