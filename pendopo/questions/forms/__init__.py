"""Shape and wording of input: the form made of questions, and the form that edits one."""
