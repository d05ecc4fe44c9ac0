"""Tests of undue payments."""
