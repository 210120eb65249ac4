import type { Config } from 'tailwindcss'

/** Names for the tokens of app/globals.css. Components use these names and never a raw colour. */
const config: Config = {
  content: ['./app/**/*.{ts,tsx}', './components/**/*.{ts,tsx}'],
  theme: {
    extend: {
      colors: {
        canvas: 'var(--canvas)',
        surface: 'var(--surface)',
        sunken: 'var(--sunken)',
        raised: 'var(--raised)',
        hover: 'var(--hover)',
        selected: 'var(--selected)',
        line: { DEFAULT: 'var(--line)', strong: 'var(--line-strong)' },
        ink: 'var(--ink)',
        muted: 'var(--muted)',
        faint: 'var(--faint)',
        invert: { DEFAULT: 'var(--invert)', ink: 'var(--invert-ink)', hover: 'var(--invert-hover)' },
        gold: { DEFAULT: 'var(--gold)', ink: 'var(--gold-ink)', soft: 'var(--gold-soft)' },
        ok: { DEFAULT: 'var(--ok)', soft: 'var(--ok-soft)' },
        warn: { DEFAULT: 'var(--warn)', soft: 'var(--warn-soft)' },
        danger: { DEFAULT: 'var(--danger)', soft: 'var(--danger-soft)', fill: 'var(--danger-fill)' },
        info: { DEFAULT: 'var(--info)', soft: 'var(--info-soft)' },
      },
      fontFamily: {
        sans: ['var(--font-sans)', 'ui-sans-serif', 'system-ui', 'sans-serif'],
        mono: ['var(--font-mono)', 'ui-monospace', 'monospace'],
      },
      fontSize: {
        '2xs': ['11px', { lineHeight: '16px' }],
        xs: ['12px', { lineHeight: '16px' }],
        sm: ['13px', { lineHeight: '20px' }],
        base: ['14px', { lineHeight: '20px' }],
        lg: ['16px', { lineHeight: '24px', letterSpacing: '-0.01em' }],
        xl: ['20px', { lineHeight: '28px', letterSpacing: '-0.017em' }],
        '2xl': ['26px', { lineHeight: '32px', letterSpacing: '-0.022em' }],
      },
      borderRadius: { sm: '4px', DEFAULT: '6px', md: '6px', lg: '8px', xl: '12px' },
      boxShadow: {
        control: 'var(--shadow-control)',
        float: 'var(--shadow-float)',
        modal: 'var(--shadow-modal)',
      },
      spacing: { sidebar: '232px', header: '48px', row: '36px' },
    },
  },
}

export default config
