/** Makes a workbook of rows that are there: seconds of work for a long one, so it is done beside the others'. */
import { parentPort, workerData } from 'node:worker_threads';
import writeXlsxFile from 'write-excel-file/node';
import { cellOf, widthsOf } from './table-cells.ts';
import type { Cell } from './table-file.ts';

const { name, header, rows } = workerData as {
  name: string;
  header: readonly string[];
  rows: readonly (readonly Cell[])[];
};

const titles = header.map((value) => ({ value, type: String, fontWeight: 'bold' as const }));
const columns = widthsOf(header, rows).map((width) => ({ width }));
const sheet = { sheet: name.slice(0, 31), columns, stickyRowsCount: 1 };
const file = await writeXlsxFile([titles, ...rows.map((row) => row.map(cellOf))], sheet).toBuffer();
parentPort?.postMessage(file);
