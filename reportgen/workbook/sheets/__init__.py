"""The sheets of the workbook, one module each; they place what the model computed and calculate nothing."""
