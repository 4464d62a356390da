'use strict';
(() => {
  const plots = JSON.parse(document.getElementById('plots').textContent);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
  let charts = [];

  const distinct = values => [...new Set(values)];
  const color = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const shortened = text => text.length > 24 ? text.slice(0, 23) + '…' : text;
  const label = (column, value) => column === 'weekday' ? weekdays[value - 1] : String(value);

  function option(plot) {
    const ink = color('--ink');
    const faint = color('--faint');
    const line = color('--line');
    const axis = { axisLabel: { color: faint }, axisLine: { lineStyle: { color: line } }, splitLine: { lineStyle: { color: line } } };
    const named = column => ({ name: column.replace(/_/g, ' '), nameLocation: 'middle', nameGap: 24, nameTextStyle: { color: faint } });
    const base = {
      animation: false,
      color: dark.matches ? ['#7fb0ff', '#ffb35c', '#ff7d8f', '#b7a2f2'] : ['#2f6fde', '#c4660a', '#c22f45', '#7a52c7'],
      textStyle: { color: ink },
      tooltip: { trigger: plot.kind === 'heat' ? 'item' : 'axis', confine: true, backgroundColor: color('--card'), borderColor: line, textStyle: { color: ink } },
      grid: { left: 8, right: 40, top: 40, bottom: 8, containLabel: true },
    };
    if (plot.kind === 'ranking') {
      const rows = plot.rows.slice(0, 15).reverse();
      return { ...base,
        grid: { ...base.grid, top: 8, bottom: 24 },
        xAxis: { ...axis, type: 'value', ...named(plot.values[0]) },
        yAxis: { ...axis, type: 'category', data: rows.map(row => String(row[plot.x] ?? 'unknown').replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d).*Z$/, '$1 $2')), axisLabel: { color: faint, formatter: shortened } },
        series: [{ type: 'bar', barMaxWidth: 28, name: plot.values[0], data: rows.map(row => row[plot.values[0]]) }] };
    }
    if (plot.kind === 'heat') {
      const [y, value] = plot.values;
      const xs = distinct(plot.rows.map(row => row[plot.x])).sort((a, b) => a - b);
      const ys = distinct(plot.rows.map(row => row[y])).sort().reverse();
      const most = Math.max(...plot.rows.map(row => row[value]));
      return { ...base,
        grid: { ...base.grid, top: 8, bottom: 56 },
        xAxis: { ...axis, type: 'category', data: xs, ...named(plot.x) },
        yAxis: { ...axis, type: 'category', data: ys.map(v => label(y, v)) },
        visualMap: { min: 0, max: most, text: [most, 0], orient: 'horizontal', left: 'center', bottom: 0, itemHeight: 100,
          itemWidth: 12, textStyle: { color: faint }, inRange: { color: dark.matches ? ['#222a36', '#7fb0ff'] : ['#e9eff9', '#1f55b5'] } },
        series: [{ type: 'heatmap', name: value, label: { show: plot.rows.length < 60 }, data: plot.rows.map(row => [xs.indexOf(row[plot.x]), ys.indexOf(row[y]), row[value]]) }] };
    }
    return { ...base,
      legend: { type: 'scroll', top: 0, pageIconColor: faint, pageTextStyle: { color: faint }, textStyle: { color: faint } },
      xAxis: { ...axis, type: 'category', data: plot.rows.map(row => String(row[plot.x])) },
      yAxis: { ...axis, type: 'value' },
      series: plot.values.map(name => ({ name: name.replace(/_/g, ' '), type: plot.kind === 'line' ? 'line' : 'bar', barMaxWidth: 48, showSymbol: plot.rows.length < 40,
        stack: plot.kind === 'stacked' ? 'all' : undefined, data: plot.rows.map(row => row[name]) })) };
  }

  function draw() {
    charts.forEach(chart => chart.dispose());
    charts = plots.map(plot => {
      const chart = echarts.init(document.getElementById(plot.id + '-plot'), null, { renderer: 'svg' });
      chart.setOption(option(plot));
      return chart;
    });
    document.documentElement.dataset.plots = charts.length;
  }

  dark.addEventListener('change', draw);
  addEventListener('resize', () => charts.forEach(chart => chart.resize()));
  draw();
})();
