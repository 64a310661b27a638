export const words = "Save";
