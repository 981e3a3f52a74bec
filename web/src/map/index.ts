import "./map.css";
import { MapElement } from "./element";

customElements.define("fl-map", MapElement);

export { MapElement };
