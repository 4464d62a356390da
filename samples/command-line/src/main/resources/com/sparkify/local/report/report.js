'use strict';
(() => {
  const plots = JSON.parse(document.getElementById('plots').textContent);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  const narrow = 480;
  let charts = [];

  const distinct = values => [...new Set(values)];
  const color = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const shortened = text => text.length > 24 ? text.slice(0, 23) + '…' : text;
  const words = column => column.replace(/_/g, ' ');
  const label = (column, value) => column === 'weekday' ? weekdays[value - 1] : String(value);
  const place = plot => document.getElementById(plot.id + '-plot');

  // Days of one year need no year: the labels of a phone would overlap or be cut.
  function category(rows, column) {
    const names = rows.map(row => String(row[column]));
    const isOneYear = distinct(names.map(name => /^\d{4}-\d\d-\d\d$/.test(name) ? name.slice(0, 4) : '')).length === 1;
    return { type: 'category', data: names, format: name => isOneYear && /^\d{4}-\d\d-\d\d$/.test(name) ? name.slice(5) : name };
  }

  // In rem, so that bars and cells keep their size whatever their number.
  function height(plot) {
    if (plot.kind === 'ranking') {
      return 4 + 1.6 * plot.rows.length;
    }
    if (plot.kind === 'heat') {
      return 7 + 1.9 * distinct(plot.rows.map(row => row[plot.values[0]])).length;
    }
    return plot.kind === 'panels' ? 11 * plot.values.length : 20;
  }

  function option(plot, width) {
    const ink = color('--ink');
    const faint = color('--faint');
    const line = color('--line');
    const axis = { axisLabel: { color: faint }, axisLine: { lineStyle: { color: line } }, splitLine: { lineStyle: { color: line } } };
    const named = column => ({ name: words(column), nameLocation: 'middle', nameGap: 24, nameTextStyle: { color: faint } });
    const base = {
      animation: false,
      color: dark.matches ? ['#7fb0ff', '#ffb35c', '#ff7d8f', '#b7a2f2'] : ['#2f6fde', '#c4660a', '#c22f45', '#7a52c7'],
      textStyle: { color: ink },
      tooltip: { trigger: plot.kind === 'heat' ? 'item' : 'axis', confine: true, backgroundColor: color('--card'), borderColor: line, textStyle: { color: ink } },
      grid: { left: 8, right: width < narrow ? 16 : 40, top: 40, bottom: 8, containLabel: true },
    };
    if (plot.kind === 'ranking') {
      const rows = plot.rows.slice().reverse();
      return { ...base,
        grid: { ...base.grid, top: 8, bottom: 24 },
        xAxis: { ...axis, type: 'value', splitNumber: width < narrow ? 3 : 5, ...named(plot.values[0]) },
        yAxis: { ...axis, type: 'category', data: rows.map(row => String(row[plot.x] ?? 'unknown').replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d).*Z$/, '$1 $2')), axisLabel: { color: faint, interval: 0, formatter: shortened } },
        series: [{ type: 'bar', barMaxWidth: 18, name: words(plot.values[0]), data: rows.map(row => row[plot.values[0]]) }] };
    }
    if (plot.kind === 'heat') {
      const [y, value] = plot.values;
      const xs = distinct(plot.rows.map(row => row[plot.x])).sort((a, b) => a - b);
      const ys = distinct(plot.rows.map(row => row[y])).sort().reverse();
      const all = plot.rows.map(row => row[value]);
      const most = Math.max(...all);
      const least = Math.min(...all) === most ? 0 : Math.min(...all);
      // Text on a strong colour: dark on the light blue of the dark scheme, light on the dark blue of the light one.
      const text = share => (share > 0.65) === dark.matches ? '#12161d' : '#fff';
      return { ...base,
        grid: { ...base.grid, top: 8, bottom: 64 },
        xAxis: { ...axis, type: 'category', data: xs, ...named(plot.x) },
        yAxis: { ...axis, type: 'category', data: ys.map(v => label(y, v)), axisLabel: { color: faint, interval: 0 } },
        visualMap: { min: least, max: most, text: [most + ' ' + words(value), least], orient: 'horizontal', left: 'center', bottom: 0, itemHeight: 100,
          itemWidth: 12, textStyle: { color: faint }, inRange: { color: dark.matches ? ['#222a36', '#7fb0ff'] : ['#e9eff9', '#1f55b5'] } },
        series: [{ type: 'heatmap', name: words(value), itemStyle: { borderColor: color('--card'), borderWidth: 1 },
          data: plot.rows.map(row => ({ value: [xs.indexOf(row[plot.x]), ys.indexOf(row[y]), row[value]],
            label: { show: xs.length < (width < narrow ? 7 : 16), color: text((row[value] - least) / (most - least)) } })) }] };
    }
    const { format, ...categories } = category(plot.rows, plot.x);
    const xAxis = { ...axis, ...categories, axisLabel: { color: faint, formatter: format } };
    const showSymbol = plot.rows.length < 40;
    if (plot.kind === 'panels') {
      const share = 100 / plot.values.length;
      const each = make => plot.values.map((name, i) => make(name, i));
      return { ...base,
        title: each((name, i) => ({ text: words(name), left: 8, top: i * share + '%', textStyle: { color: faint, fontSize: 12, fontWeight: 'normal' } })),
        axisPointer: { link: [{ xAxisIndex: 'all' }] },
        grid: each((name, i) => ({ left: 64, right: base.grid.right, top: i * share + 12 + '%', height: share - 22 + '%' })),
        xAxis: each((name, i) => ({ ...xAxis, gridIndex: i })),
        yAxis: each((name, i) => ({ ...axis, type: 'value', splitNumber: 3, gridIndex: i })),
        series: each((name, i) => ({ type: 'line', name: words(name), showSymbol, xAxisIndex: i, yAxisIndex: i, data: plot.rows.map(row => row[name]) })) };
    }
    return { ...base,
      legend: { top: 0, itemWidth: width < narrow ? 12 : 25, itemGap: width < narrow ? 8 : 10, textStyle: { color: faint } },
      xAxis,
      yAxis: { ...axis, type: 'value' },
      series: plot.values.map(name => ({ name: words(name), type: plot.kind === 'line' ? 'line' : 'bar', barMaxWidth: 48, showSymbol,
        stack: plot.kind === 'stacked' ? 'all' : undefined, data: plot.rows.map(row => row[name]) })) };
  }

  function draw() {
    charts.forEach(chart => chart.dispose());
    charts = plots.map(plot => {
      place(plot).style.height = height(plot) + 'rem';
      const chart = echarts.init(place(plot), null, { renderer: 'svg' });
      chart.setOption(option(plot, chart.getWidth()));
      return chart;
    });
    document.documentElement.dataset.plots = charts.length;
  }

  dark.addEventListener('change', draw);
  addEventListener('resize', () => charts.forEach((chart, i) => {
    chart.resize();
    chart.setOption(option(plots[i], chart.getWidth()));
  }));
  draw();
})();
