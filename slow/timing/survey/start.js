// Without the font, which would be fetched from another host.
import "survey-core/survey-core.fontless.min.css";
import { Model } from "survey-core";
import "survey-js-ui";
import { form } from "./form.js";

new Model(form).render(document.getElementById("form"));
