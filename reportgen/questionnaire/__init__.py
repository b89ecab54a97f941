"""What a consultant sends out to ask a team where its time goes, and the example that a new case begins with.

The questions stand in `questions`, once for all forms: `form` (a workbook for one respondent), `xlsform` (KoBo and
ODK) and `wording` (online tools). `case_example` and `survey_example` are a case to begin with. What comes back is
read by `reportgen.survey`, without a mapping.
"""
