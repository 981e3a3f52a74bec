import "./plan.css";
import { PlanElement } from "./element";

customElements.define("fl-plan", PlanElement);

export { PlanElement };
