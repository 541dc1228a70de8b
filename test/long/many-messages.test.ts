import { describeManyMessages } from "../support/many-messages.ts";

describeManyMessages(10_000);
