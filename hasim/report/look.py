"""The report's style sheet: for the screen, light and quiet, and for print."""

from typing import Final

STYLE: Final = """
:root { color-scheme: light }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 64rem; padding: 1rem 1.25rem 4rem; background: #fff; color: #1a1a1a;
  font: 16px/1.5 system-ui, 'Noto Sans', 'Noto Sans JP', 'Noto Sans CJK JP', sans-serif }
h1 { font-size: 1.7rem; line-height: 1.25 } h2 { margin-top: 2.5rem; border-bottom: 2px solid #1f5fa8 }
h3 { margin: 0; font-size: 1rem } a { color: #174a85 }
.skip { position: absolute; left: -99rem } .skip:focus { left: 1rem; background: #fff; padding: .5rem }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.25rem }
dt { font-weight: 600 } dd { margin: 0 }
figure { margin: .75rem 0 } figcaption { font-size: .92rem; color: #333 } svg { height: auto }
article { border-left: 4px solid #c9ced3; margin: 1.25rem 0; padding: .1rem 0 .1rem 1rem }
article.changed { border-color: #1f5fa8 } .time { font-weight: 400; color: #555 }
code, pre { font: 13px/1.4 'DejaVu Sans Mono', 'Noto Sans Mono CJK JP', ui-monospace, monospace }
pre { background: #f6f7f8; border: 1px solid #c9ced3; border-radius: 4px; padding: .5rem .75rem; max-height: 26rem;
  overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; margin: .4rem 0 }
:focus-visible { outline: 3px solid #1f5fa8 } ul.events { margin: .4rem 0; padding-left: 1.2rem; font-size: .92rem }
.note { color: #555; font-size: .92rem } .alert { border-left: 4px solid #c04a00; padding-left: .6rem }
table { border-collapse: collapse } th, td { border: 1px solid #c9ced3; padding: .25rem .6rem; text-align: left }
th { background: #f6f7f8 } .scroll { overflow-x: auto }
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt } nav, .skip { display: none }
  pre { max-height: none; overflow: visible } a { color: inherit; text-decoration: none }
  h2, h3 { break-after: avoid } figure, tr { break-inside: avoid }
  details > * { display: block } @page { margin: 15mm }
}
"""
