/** The script of every page: the exchange of parts, the theme, search and commands, the task at the side. */

import htmx from "htmx.org";
import "./styles/index.css";
import { watchLooks } from "./shell/looks";
import { watchPalette } from "./shell/palette";
import { watchPanel } from "./shell/panel";
import { watchCopy } from "./shell/copy";
import { watchMatrix } from "./shell/matrix";
import { watchPasskeys } from "./shell/passkey";
import { watchMine } from "./shell/mine";
import { watchOrders } from "./shell/order";
import { watchRaci } from "./shell/raci";
import { watchShifts } from "./shell/shift";
import { showTab } from "./shell/tabs";
import { watchUploads } from "./shell/upload";

watchLooks();
watchPalette();
watchPanel(htmx);
watchCopy();
watchMatrix();
watchMine(htmx);
watchOrders();
watchPasskeys();
watchRaci();
watchShifts();
watchUploads();
showTab();
