/** How Teams dresses an Adaptive Card, in light and dark. Colours have at least 4.5:1 contrast on the card. */
export type Theme = 'light' | 'dark';

interface Palette {
  ink: string;
  subtle: string;
  accent: string;
  good: string;
  warning: string;
  attention: string;
  emphasis: string;
  goodFill: string;
  warningFill: string;
  attentionFill: string;
  accentFill: string;
  line: string;
}

const palettes: Record<Theme, Palette> = {
  light: {
    ink: '#242424',
    subtle: '#616161',
    accent: '#4f52b2',
    good: '#0e700e',
    warning: '#8a5100',
    attention: '#b10e1c',
    emphasis: '#f5f5f7',
    goodFill: '#edf7ed',
    warningFill: '#fdf4e3',
    attentionFill: '#fdf0f1',
    accentFill: '#eeeef9',
    line: '#e3e3e6',
  },
  dark: {
    ink: '#f2f2f2',
    subtle: '#adadad',
    accent: '#a6a7f0',
    good: '#7fcf86',
    warning: '#f2b661',
    attention: '#f59a9f',
    emphasis: '#333336',
    goodFill: '#1f3322',
    warningFill: '#3a2c14',
    attentionFill: '#3d2023',
    accentFill: '#2c2d45',
    line: '#3d3d40',
  },
};

const tone = (color: string, subtle = color) => ({ default: color, subtle });

export function hostConfig(theme: Theme): Record<string, unknown> {
  const p = palettes[theme];
  const foregroundColors = {
    default: tone(p.ink, p.subtle),
    dark: tone(p.ink, p.subtle),
    light: tone(p.subtle),
    accent: tone(p.accent),
    good: tone(p.good),
    warning: tone(p.warning),
    attention: tone(p.attention),
  };
  const container = (backgroundColor: string) => ({ backgroundColor, borderColor: p.line, foregroundColors });
  return {
    fontFamily: 'inherit',
    supportsInteractivity: true,
    fontTypes: { default: { fontFamily: 'inherit' }, monospace: { fontFamily: 'ui-monospace, monospace' } },
    fontSizes: { small: 12, default: 14, medium: 15, large: 17, extraLarge: 21 },
    lineHeights: { small: 16, default: 20, medium: 21, large: 23, extraLarge: 28 },
    fontWeights: { lighter: 400, default: 400, bolder: 600 },
    spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 12 },
    separator: { lineThickness: 1, lineColor: p.line },
    imageSizes: { small: 32, medium: 48, large: 96 },
    containerStyles: {
      default: container('transparent'),
      emphasis: container(p.emphasis),
      good: container(p.goodFill),
      warning: container(p.warningFill),
      attention: container(p.attentionFill),
      accent: container(p.accentFill),
    },
    textStyles: {
      heading: { size: 'large', weight: 'bolder' },
      columnHeader: { weight: 'bolder', size: 'small' },
    },
    textBlock: { headingLevel: 3 },
    inputs: {
      label: {
        inputSpacing: 'small',
        requiredInputs: { weight: 'bolder', size: 'small', suffix: ' (required)', suffixColor: 'default' },
        optionalInputs: { weight: 'bolder', size: 'small' },
      },
      errorMessage: { color: 'attention', size: 'small' },
    },
    factSet: {
      title: { weight: 'default', isSubtle: true, wrap: true, maxWidth: 168 },
      value: { weight: 'default', wrap: true },
      spacing: 16,
    },
    table: { cellSpacing: 8 },
    actions: {
      maxActions: 6,
      spacing: 'default',
      buttonSpacing: 8,
      showCard: { actionMode: 'inline', inlineTopMargin: 12, style: 'emphasis' },
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
      allowTitleToWrap: true,
    },
    adaptiveCard: { allowCustomStyle: false },
  };
}
