from stamps import digest_of, is_stamped, put_stamp


def test_a_digest_changes_with_a_file_its_name_and_the_words(tmp_path):
    file = tmp_path / "folder" / "a"
    file.parent.mkdir()
    file.write_text("one")
    before = digest_of([tmp_path], "3.11")
    assert digest_of([tmp_path], "3.11") == before
    assert digest_of([tmp_path], "3.12") != before
    file.write_text("two")
    assert digest_of([tmp_path], "3.11") != before
    file.write_text("one")
    file.rename(file.with_name("b"))
    assert digest_of([tmp_path], "3.11") != before


def test_a_stamp_holds_only_for_what_it_was_put_for(tmp_path):
    stamp = tmp_path / "made" / "x.stamp"
    assert not is_stamped(stamp, "abc")
    put_stamp(stamp, "abc")
    assert is_stamped(stamp, "abc")
    assert not is_stamped(stamp, "abd")
