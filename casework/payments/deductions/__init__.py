"""Deductions from what is paid: undue payments that are set off, and bailiffs' claims, within the limits of the law."""
