"""The `configure` language of crmsh: statements into changes of a configuration, and the other way round.

=========== ===================================================
words       text into lines and words
statement   a line into the element that it describes
show        a configuration into statements
draft       a configuration that is being edited
create      new objects, changed objects
delete      objects that go, or are called differently
load        whole texts of statements
checks      what is allowed but unwise
agents      resource agents, their parameters and advice
=========== ===================================================
"""
