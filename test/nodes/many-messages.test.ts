import { describeManyMessages } from "../support/many-messages.ts";

describeManyMessages(2_000);
