// Sort and filter for tables of class 'sorts'. Every page is complete without it.
(() => {
  const order = new Intl.Collator('en-GB', {numeric: true});
  const words = cell => cell.textContent.trim().replace(/(\d),(?=\d{3})/g, '$1');
  const key = cell => cell.dataset.sort || cell.querySelector('time')?.dateTime || words(cell);
  const make = (tag, set, ...inside) => {
    const made = Object.assign(document.createElement(tag), set);
    made.append(...inside);
    return made;
  };
  document.querySelectorAll('table.sorts').forEach((table, number) => {
    const body = table.tBodies[0], rows = [...body.rows], heads = [...table.tHead.rows[0].cells];
    const status = make('p', {className: 'small'}), bar = make('div', {className: 'find'});
    let sorted = '', shown = '';
    const say = () => { status.textContent = [shown, sorted].filter(Boolean).join(' '); };
    status.setAttribute('role', 'status');
    heads.forEach((head, column) => {
      const button = make('button', {type: 'button'}, ...head.childNodes);
      head.append(button);
      // a heading that holds a button is not said again on the next sheet of paper
      addEventListener('beforeprint', () => head.replaceChildren(...button.childNodes));
      addEventListener('afterprint', () => { button.append(...head.childNodes); head.append(button); });
      button.addEventListener('click', () => {
        // of counts the worst is what is looked for first
        const down = head.ariaSort ? head.ariaSort === 'ascending' : head.classList.contains('number');
        heads.forEach(other => other.removeAttribute('aria-sort'));
        head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        const keyed = rows.map(row => [key(row.cells[column]), row]);
        keyed.sort((a, b) => (down ? -1 : 1) * order.compare(a[0], b[0]));
        body.append(...keyed.map(one => one[1]));
        sorted = `Sorted by ${words(button)}, ${down ? 'descending' : 'ascending'}.`;
        say();
      });
    });
    if (rows.length > 9) {
      const field = make('input', {type: 'search', id: `find-${number}`, autocomplete: 'off'});
      field.addEventListener('input', () => {
        const wanted = field.value.trim().toLowerCase();
        rows.forEach(row => { row.hidden = !row.textContent.toLowerCase().includes(wanted); });
        shown = `${rows.filter(row => !row.hidden).length} of ${rows.length} rows shown.`;
        say();
      });
      bar.append(make('label', {htmlFor: field.id}, 'Show only rows with'), field);
      table.parentNode.before(bar);
    } else table.parentNode.after(bar);
    bar.append(status);
    table.classList.add('ready');
  });
})();
