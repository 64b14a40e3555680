"""Helpers of the tests: `from support.project import ROOT`."""
