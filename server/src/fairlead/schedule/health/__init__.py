"""How projects, programs and objectives stand: rules from facts, what people say instead, and the rows behind it.

A rule is a function from facts to a Finding, or to None where it finds nothing; it stands in the RULES of `project`,
`program` or `objective`. A new one needs a Concern, its words in `words` and its rows in `rows`; tests fail without.
"""
