/** The pages' whole style. The content security policy carries its hash. */
export const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #4b5563; --paper: #fff; --ground: #f1f4f8; --line: #dfe4ea; --accent: #1a56c4; --on: #fff; --tint: #e6eefb }
main.good { --sign: #17704a; --tint: #e2f3ea }
main.stop { --sign: #9a4a06; --tint: #fcefdf }
main.wait, main.start { --sign: #1a56c4; --tint: #e6eefb }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; min-height: 100dvh; display: grid; place-items: center; padding: min(1.25rem, 5vw); background: var(--ground); color: var(--ink); font: 1.0625rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; -webkit-text-size-adjust: 100% }
main { width: 100%; max-width: 30rem; padding: min(2rem, 7vw) min(1.5rem, 7vw); background: var(--paper); border: 1px solid var(--line); border-radius: 1.25rem; box-shadow: 0 1px 2px rgb(0 0 0 / .04), 0 12px 32px rgb(20 40 80 / .07) }
svg { display: block; width: 3.5rem; height: 3.5rem; margin-bottom: 1.25rem; border-radius: 50%; background: var(--tint); fill: none; stroke: var(--sign); stroke-width: 3; stroke-linecap: round; stroke-linejoin: round }
h1 { margin: 0 0 .75rem; font-size: 1.5rem; line-height: 1.25; letter-spacing: -.01em; text-wrap: balance; overflow-wrap: break-word; hyphens: auto }
p, li { text-wrap: pretty; overflow-wrap: anywhere }
p { margin: 0 0 .75rem; color: var(--soft) }
p.lead { margin-top: 1.25rem; color: var(--ink) }
ul { margin: 0 0 1rem; padding: 0; list-style: none; border: 1px solid var(--line); border-radius: .75rem }
li { padding: .75rem min(1rem, 5vw) }
li + li { border-top: 1px solid var(--line) }
li strong, li span { display: block }
li span { color: var(--soft); font-size: .9375rem }
main > :last-child { margin-bottom: 0 }
a.button { display: block; margin-top: 1.5rem; padding: .85rem min(1.25rem, 5vw); border-radius: .75rem; background: var(--accent); color: var(--on); font-weight: 600; text-align: center; text-decoration: none }
a.button:hover { filter: brightness(1.1) }
a.button:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px }
@media (min-width: 40rem) { main { padding: 2.75rem } }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eef1f5; --soft: #b4bdc9; --paper: #191d23; --ground: #0f1216; --line: #2c333d; --accent: #8ab4ff; --on: #0b1a33 }
  main.good { --sign: #6fd6a3; --tint: #14352a }
  main.stop { --sign: #f3b273; --tint: #3a2813 }
  main.wait, main.start { --sign: #8ab4ff; --tint: #1a2a45 }
}
`
