"""The `configure` language of crmsh: statements into changes of a configuration, and a configuration into statements.
"""
