"""The law as dated data: parameters from YAML, council resolutions on top, the trace of a computation and its receipt.

This package knows no act: it only knows that a term has one value on a day, where it is printed, and how a step is told.
"""

from kit.law.loading import BadLaw, Document, read_case, read_cases, read_documents, read_law
from kit.law.parameters import Law, NoParameter, Opening, Parameter, Value, View, WrongKind
from kit.law.receipt import Receipt, digest_of_files, digest_of_text, engine_version
from kit.law.reports import Change, InForce, changes, in_force, value_text
from kit.law.resolutions import Table, read_resolutions, read_tables
from kit.law.supposing import CannotSuppose, Supposition, stretches_from, supposed
from kit.law.trace import Node, Record, Rule, sentences, tree

__all__ = [
    "BadLaw",
    "CannotSuppose",
    "Change",
    "Document",
    "InForce",
    "Law",
    "NoParameter",
    "Node",
    "Opening",
    "Parameter",
    "Receipt",
    "Record",
    "Rule",
    "Supposition",
    "Table",
    "Value",
    "View",
    "WrongKind",
    "changes",
    "digest_of_files",
    "digest_of_text",
    "engine_version",
    "in_force",
    "read_case",
    "read_cases",
    "read_documents",
    "read_law",
    "read_resolutions",
    "read_tables",
    "sentences",
    "stretches_from",
    "supposed",
    "tree",
    "value_text",
]
