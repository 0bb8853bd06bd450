/// The style sheet of a page: system fonts, one column of text, one accent; light, dark, narrow and printed.
enum PageStyle {
  static let rules =
    ":root{color-scheme:light dark;\(Theme.lightVariables)}\n"
    + "@media screen and (prefers-color-scheme:dark){:root{\(Theme.darkVariables)}}\n"
    + text + frame + numbers + figures + tables + Theme.shapeRules + Theme.chartRules + narrow + print

  private static let text = """
    *,*::before,*::after{box-sizing:border-box}
    :root{--serif:Charter,"Bitstream Charter","Iowan Old Style","Source Serif 4",Palatino,Georgia,serif;\
    --sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;\
    --mono:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
    html{font-size:100%;-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1.5rem}
    body{margin:0;background:var(--paper);color:var(--ink);font-family:var(--serif);font-size:1.125rem;\
    line-height:1.6;overflow-wrap:break-word;text-rendering:optimizeLegibility}
    p,ol,ul,dl,pre{margin:0 0 1.1em}
    p,li{max-width:68ch}
    ol,ul{padding-left:1.5em}
    h1,h2,h3{font-family:var(--serif);font-weight:600;line-height:1.2;text-wrap:balance}
    h1{font-size:clamp(2rem,1.4rem + 2.6vw,3.1rem);letter-spacing:-.015em;margin:0 0 .5em;max-width:22em}
    h2{font-size:1.7rem;letter-spacing:-.01em;margin:0 0 .8em}
    h3{font-size:1.2rem;margin:0 0 .9em;max-width:56ch}
    a{color:var(--accent);text-decoration-thickness:.06em;text-underline-offset:.18em}
    a:hover{text-decoration-thickness:.12em}
    a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--accent);\
    outline-offset:3px;border-radius:2px}
    main:focus{outline:none}
    .kicker,.label,.files,summary,nav,footer,table,.note{font-family:var(--sans)}
    .hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    .skip{position:absolute;left:1rem;top:-4rem;background:var(--ink);color:var(--paper);padding:.6rem 1rem;\
    font-family:var(--sans);font-size:1rem;z-index:1}
    .skip:focus{top:1rem}

    """

  private static let frame = """
    body{padding:clamp(2rem,6vw,5.5rem) clamp(1.1rem,5vw,4rem) 4rem}
    header,nav,main,footer{max-width:56.25rem;margin-left:auto;margin-right:auto}
    .kicker{font-size:.8rem;letter-spacing:.09em;text-transform:uppercase;color:var(--accent);font-weight:600;\
    margin:0 0 1.2rem}
    .question{font-size:1.4rem;line-height:1.45;color:var(--muted);max-width:38em;margin:0}
    nav{margin-top:2.8rem;font-size:.95rem}
    nav h2{font-family:var(--sans);font-size:.8rem;letter-spacing:.09em;text-transform:uppercase;\
    color:var(--muted);margin:0 0 .7rem}
    nav ol{list-style:none;padding:0;margin:0;columns:16rem;column-gap:2rem}
    nav a{display:block;padding:.25rem 0;color:var(--ink);text-decoration:none;break-inside:avoid}
    nav a:hover{color:var(--accent);text-decoration:underline}
    main>section{margin-top:4.2rem}
    main>section>h2{border-top:1px solid var(--rule);padding-top:1.4rem}
    footer{margin-top:5rem;padding-top:1.2rem;border-top:1px solid var(--rule);font-size:.85rem;\
    color:var(--muted)}
    @media screen and (min-width:84rem){
    body{display:grid;grid-template-columns:13rem minmax(0,53.75rem);column-gap:5rem;justify-content:center;\
    grid-template-rows:auto auto auto}
    header,main,footer{grid-column:2;width:100%;margin-left:0;margin-right:0}
    nav{grid-column:1;grid-row:1/4;position:sticky;top:2.5rem;align-self:start;margin:.2rem 0 0;\
    max-height:calc(100vh - 4rem);overflow:auto;width:100%}
    nav ol{columns:auto}
    }

    """

  private static let numbers = """
    .summary{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(15rem,100%),1fr));gap:2.2rem 2.5rem;\
    margin:0}
    .summary>div{border-top:3px solid var(--accent);padding-top:.9rem;display:grid;grid-row:span 3;\
    grid-template-rows:subgrid;row-gap:0;align-content:start}
    .summary dt{font-family:var(--sans);font-size:.9rem;color:var(--muted)}
    .summary dd{margin:0;font-size:1rem;line-height:1.5}
    .summary .value{font-size:1.95rem;line-height:1.25;letter-spacing:-.01em;margin:.2rem 0 .5rem;\
    font-variant-numeric:lining-nums tabular-nums}

    """

  private static let figures = """
    .figure{margin:3.2rem 0 3.6rem}
    figure{margin:0}
    .label{font-size:.85rem;font-weight:600;color:var(--accent);margin:0 0 .3rem}
    .chart{display:block;max-width:100%;height:auto;overflow:visible}
    .narrow{display:none}
    figcaption{margin-top:1.3rem;font-size:1rem;line-height:1.55}
    figcaption p{margin:0 0 .6em}
    .note{font-size:.85rem;line-height:1.5;color:var(--muted)}
    .files{font-size:.9rem;display:flex;flex-wrap:wrap;gap:.3rem 1.5rem;margin:.8rem 0 .4rem}
    .files a{padding:.2rem 0}
    details{margin:.2rem 0}
    summary{cursor:pointer;font-size:.9rem;padding:.3rem 0;color:var(--ink);width:fit-content}
    summary:hover{color:var(--accent)}

    """

  private static let tables = """
    .scroll{overflow-x:auto;margin:.6rem 0 1rem;max-width:100%}
    details .scroll{max-height:26rem;overflow:auto;border:1px solid var(--rule)}
    table{border-collapse:collapse;font-size:.875rem;line-height:1.4;font-variant-numeric:lining-nums tabular-nums}
    th,td{padding:.45rem 1.4rem .45rem 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule)}
    th{font-weight:600;vertical-align:bottom}
    thead th{border-bottom:2px solid var(--ink)}
    th:last-child,td:last-child{padding-right:0}
    .number{text-align:right;white-space:nowrap}
    details th,details td{padding:.35rem .9rem}
    details th:last-child,details td:last-child{padding-right:.9rem}
    details thead th{position:sticky;top:0;background:var(--wash);border-bottom:1px solid var(--rule)}
    .table{margin:3rem 0}
    td:first-child{min-width:8rem}
    tbody th{vertical-align:top}
    .facts th{max-width:16rem}
    .facts td{max-width:42rem;overflow-wrap:anywhere;min-width:10rem}
    .references li{margin-bottom:1.1rem;padding-left:.3rem}
    .references a{overflow-wrap:anywhere}
    pre{font-family:var(--mono);font-size:.8rem;line-height:1.5;white-space:pre-wrap;overflow-wrap:anywhere;\
    background:var(--wash);padding:1rem 1.1rem;margin:.4rem 0 1rem}

    """

  private static let narrow = """
    @media screen and (max-width:40rem){
    body{font-size:1.0625rem}
    .question{font-size:1.2rem}
    h2{font-size:1.45rem}
    main>section{margin-top:3.2rem}
    .wide{display:none}
    .narrow{display:block;width:100%}
    .summary{gap:2rem}
    .summary .value{font-size:1.7rem}
    nav ol{columns:9.5rem}
    nav a{padding:.4rem 0}
    }

    """

  private static let print = """
    @media print{
    @page{margin:18mm 16mm}
    body{padding:0;font-size:10.5pt;line-height:1.45}
    header,nav,main,footer{max-width:none}
    .skip,.files{display:none}
    details::details-content{content-visibility:visible;display:block;block-size:auto}
    details .scroll,.scroll{max-height:none;overflow:visible;border:none}
    main>section{margin-top:2.2rem}
    h1,h2,h3,.label,summary{break-after:avoid}
    svg.chart,figcaption p,.summary>div,tr,li,pre{break-inside:avoid}
    thead{display:table-header-group}
    table{font-size:8.5pt;line-height:1.25}
    details th,details td{padding:.08rem .8rem .08rem 0}
    details thead th{position:static}
    .references a[href]::after{content:" (" attr(href) ")"}
    a{color:inherit;text-decoration:none}
    }

    """
}
