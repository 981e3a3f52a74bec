import "./load.css";
import { LoadElement } from "./element";

customElements.define("fl-load", LoadElement);

export { LoadElement };
